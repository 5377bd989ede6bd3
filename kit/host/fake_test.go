//go:build unix

package host_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"go.uber.org/goleak"
)

// TestMain is a plugin when the tests start it as one: the variable says how
// it misbehaves.
func TestMain(m *testing.M) {
	if mode, ok := os.LookupEnv("FAKE_PLUGIN"); ok {
		bePlugin(mode)
		return
	}
	code := m.Run()
	// The schema cache of the SDK is never closed.
	ofSDK := "github.com/twmb/go-cache/cache.New[...].func1"
	err := goleak.Find(goleak.IgnoreTopFunction(ofSDK))
	if code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// stderr is the real one: go-plugin puts another one in its place, which it
// forwards over the connection, and loses when the process exits.
var stderr = os.Stderr

// bePlugin does what the mode says, and is a good plugin otherwise.
func bePlugin(mode string) {
	fake := mode
	switch mode {
	case "prints before the handshake":
		fmt.Println("connecting …")
	case "prints a long line":
		os.Stdout.WriteString(strings.Repeat("x", 100_000) + "\n")
	case "prints binary":
		os.Stdout.WriteString("\x7fELF\x00\xff\n")
	case "dies at once":
		fmt.Fprintln(os.Stderr, "no license found")
		os.Exit(3)
	case "panics at once":
		panic("nil map")
	case "ends without a word":
		return
	case "says nothing":
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT)
		time.Sleep(time.Hour)
	case "says nothing, with a child":
		startChild()
		time.Sleep(time.Hour)
	case "another protocol version":
		fmt.Println("1|9|tcp|127.0.0.1:1|grpc")
		time.Sleep(time.Hour)
	case "nobody serves":
		fmt.Println("1|2|tcp|127.0.0.1:1|grpc")
		time.Sleep(time.Hour)
	case "other RPC":
		fmt.Println("1|2|tcp|127.0.0.1:1|netrpc")
		time.Sleep(time.Hour)
	case "floods its log before the handshake":
		flood(20_000)
	case "one line without an end":
		for range 2_000 {
			fmt.Fprint(os.Stderr, strings.Repeat("x", 1000))
		}
	case "with a child":
		startChild()
	}
	sdk.Serve(sdk.Connector{
		NewSpecification: func() sdk.Specification {
			wait(fake == "hangs in Specification")
			return sdk.Specification{
				Name: "fake", Version: "v1.2.3",
				SourceParams: config.Parameters{
					"count": {Default: "3"}, "sdk.x": {},
				},
			}
		},
		NewSource: func() sdk.Source { return &source{mode: fake} },
		NewDestination: func() sdk.Destination {
			return &destination{mode: fake}
		},
	})
}

func flood(lines int) {
	w := bufio.NewWriter(stderr)
	for i := range lines {
		fmt.Fprintf(w, `{"level":"info","message":"line %d %s"}`+"\n", i,
			strings.Repeat("y", 200))
	}
	w.Flush()
}

func startChild() {
	child := exec.Command("sleep", "3600")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		panic(err)
	}
}

func wait(is bool) {
	if is {
		time.Sleep(time.Hour)
	}
}

type sourceConfig struct {
	sdk.UnimplementedSourceConfig
	Count int `json:"count"`
}

// source counts to a number, and waits.
type source struct {
	sdk.UnimplementedSource
	mode   string
	config sourceConfig
	next   int
	acked  []string
}

func (s *source) Config() sdk.SourceConfig {
	s.call("Configure")
	return &s.config
}

// call does what the mode says in a method.
func (s *source) call(name string) { call(s.mode, name) }

func call(mode, name string) {
	wait(mode == "hangs in "+name)
	if mode == "dies in "+name {
		fmt.Fprintln(stderr, "out of cheese")
		os.Exit(7)
	}
	if mode == "panics in "+name {
		panic("oh no")
	}
	if mode == "floods in "+name {
		flood(5_000)
	}
}

func (s *source) Open(ctx context.Context, pos opencdc.Position) error {
	sdk.Logger(ctx).Info().Msg("opening " + os.Getenv("GREETING"))
	s.call("Open")
	if s.mode == "fails in Open" {
		return errors.New("dial tcp: connection refused")
	}
	if pos != nil {
		n, err := strconv.Atoi(string(pos))
		if err != nil {
			return err
		}
		s.next = n
	}
	return nil
}

func (s *source) Read(ctx context.Context) (opencdc.Record, error) {
	s.call("Read")
	if s.mode == "fails in Read" {
		return opencdc.Record{}, errors.New("table is gone")
	}
	if s.next >= s.config.Count {
		<-ctx.Done()
		return opencdc.Record{}, ctx.Err()
	}
	s.next++
	return sdk.Util.Source.NewRecordCreate(
		opencdc.Position(strconv.Itoa(s.next)), nil,
		opencdc.RawData(strconv.Itoa(s.next)), opencdc.RawData("x")), nil
}

func (s *source) Ack(_ context.Context, pos opencdc.Position) error {
	s.call("Ack")
	s.acked = append(s.acked, string(pos))
	if file := os.Getenv("ACK_FILE"); file != "" {
		return os.WriteFile(file, []byte(strings.Join(s.acked, ",")), 0o600)
	}
	return nil
}

func (s *source) Teardown(context.Context) error {
	s.call("Teardown")
	return nil
}

func (s *source) LifecycleOnCreated(context.Context, config.Config) error {
	s.call("Created")
	return nil
}

type destinationConfig struct {
	sdk.UnimplementedDestinationConfig
}

// destination refuses each record whose key is "bad".
type destination struct {
	sdk.UnimplementedDestination
	mode   string
	config destinationConfig
}

func (d *destination) Config() sdk.DestinationConfig {
	call(d.mode, "Configure")
	return &d.config
}

func (d *destination) Open(context.Context) error {
	call(d.mode, "Open")
	return nil
}

func (d *destination) Write(
	_ context.Context, recs []opencdc.Record,
) (int, error) {
	call(d.mode, "Write")
	for i, rec := range recs {
		if string(rec.Key.Bytes()) == "bad" {
			return i, errors.New("the key is bad")
		}
	}
	return len(recs), nil
}

func (d *destination) Teardown(context.Context) error {
	call(d.mode, "Teardown")
	return nil
}
