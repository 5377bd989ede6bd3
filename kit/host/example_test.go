//go:build unix

package host_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// A source is started, read, stopped and torn down as Conduit v0.19 does it.
func Example() {
	binary, env := exampleConnector() // "./conduit-connector-mine", nil
	plugin, err := host.Start(host.Plugin{
		Path: binary, Env: env, Limit: 10 * time.Second,
	})
	if err != nil {
		log.Fatal(err)
	}
	defer plugin.Kill()

	source, err := plugin.Source()
	if err != nil {
		log.Fatal(err)
	}
	if err := source.Configure(config.Config{"count": "2"}); err != nil {
		log.Fatal(err)
	}
	var stored opencdc.Position // nil: the first start
	if err := source.Open(stored); err != nil {
		log.Fatal(err)
	}
	if err := source.Run(); err != nil {
		log.Fatal(err)
	}
	store := func(pos opencdc.Position) error {
		stored = pos
		return nil
	}
	for {
		rec, err := source.Next(time.Second)
		if errors.Is(err, host.ErrNone) {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s at %s\n", rec.Operation, rec.Position)
		if err := source.Settle(host.StoreThenAck, store, rec); err != nil {
			log.Fatal(err)
		}
	}

	rest, err := source.Stop()
	if err != nil {
		log.Fatal(err)
	}
	if err := source.Settle(host.StoreThenAck, store, rest...); err != nil {
		log.Fatal(err)
	}
	source.CloseStream()
	if err := source.Teardown(); err != nil {
		log.Fatal(err)
	}
	if err := plugin.Close(); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the next start is at %s\n", stored)
	// Output:
	// create at 1
	// create at 2
	// the next start is at 2
}

// What a destination answers, record by record.
func ExampleDestination_Write() {
	binary, env := exampleConnector()
	plugin, err := host.Start(host.Plugin{Path: binary, Env: env})
	if err != nil {
		log.Fatal(err)
	}
	defer plugin.Kill()
	destination, err := plugin.Destination()
	if err != nil {
		log.Fatal(err)
	}
	for _, call := range []func() error{
		func() error { return destination.Configure(config.Config{}) },
		destination.Open,
		destination.Run,
	} {
		if err := call(); err != nil {
			log.Fatal(err)
		}
	}
	answers, err := destination.Write(
		record("first", "good"), record("second", "bad"))
	if err != nil {
		log.Fatal(err)
	}
	for _, is := range answers {
		fmt.Printf("%s: %q\n", is.Position, is.Error)
	}
	// Output:
	// first: ""
	// second: "the key is bad"
}

// A program that is no connector is told from one that fails.
func ExampleStart() {
	_, err := host.Start(host.Plugin{Path: "/bin/true"})
	fmt.Println("no connector:", errors.Is(err, host.ErrNoPlugin))
	fmt.Println("ended at once:", errors.Is(err, host.ErrExited))
	// Output:
	// no connector: false
	// ended at once: true
}

// exampleConnector is this test's own program, which acts as a connector.
func exampleConnector() (binary string, env []string) {
	self, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	return self, []string{"FAKE_PLUGIN="}
}
