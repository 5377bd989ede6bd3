// Command connectorrun runs a built connector without a Conduit: it prints the
// records of a source, or writes records from a file to a destination.
//
//	connectorrun ./my-connector --setting url=… --setting tables=orders
//	connectorrun ./my-connector --setting url=… --from records.jsonl
//	connectorrun ./my-connector --parameters
//
// Records are JSON, one in a line, on the standard output and in the file. The
// plugin's log goes to the standard error, line by line. A source's position is
// kept in a file, so the next run goes on from there. Ctrl+C stops the
// connector as Conduit does; a second one kills it.
//
// Parameters have no mark for secrets. So the value of a setting whose name or
// description speaks of a password, a secret, a token or a credential is never
// printed, nor is the password in a URL: *** takes their place, in the log and
// in error messages, too.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

func main() {
	interrupts := make(chan os.Signal, 2)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	os.Exit(run(os.Args[1:], interrupts, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program: it returns 0, 1 if something failed, or 2 if it was not
// used as it has to be.
func run(
	args []string, interrupts <-chan os.Signal,
	in io.Reader, out, messages io.Writer,
) int {
	o, err := parse(args, messages)
	if errors.Is(err, errUsage) {
		return 2
	}
	hidden := &hider{to: messages}
	defer hidden.flush()
	fail := func(err error) int {
		fmt.Fprintln(hidden, "connectorrun:", err)
		return 1
	}
	if err != nil {
		fail(err)
		return 2
	}
	hidden.hide(secretsOf(o.settings, nil))
	x, err := host.Start(host.Plugin{
		Path: o.binary, ConnectorID: "connectorrun", LogLevel: o.log,
		Log: prefixed{hidden}, Limit: o.limit,
	})
	if err != nil {
		return fail(err)
	}
	defer x.Kill()
	ctx, done := stopOn(interrupts, x.Kill)
	defer done()

	spec, err := x.Specification()
	if err != nil {
		return fail(err)
	}
	parameters, side := spec.SourceParams, "source"
	if o.from != "" {
		parameters, side = spec.DestinationParams, "destination"
	}
	if o.parameters {
		printParameters(out, spec)
		return 0
	}
	hidden.hide(secretsOf(o.settings, parameters))
	if err := checkSettings(o.settings, parameters); err != nil {
		return fail(fmt.Errorf("settings of the %s:\n%w\n%s --parameters "+
			"lists all parameters", side, err, "connectorrun "+o.binary))
	}
	if o.from != "" {
		_, encodes := parameters["sdk.schema.extract.payload.enabled"]
		err = write(ctx, x, o, in, out, encodes)
	} else {
		err = read(ctx, x, o, out)
	}
	if err != nil {
		return fail(err)
	}
	if err := x.Close(); err != nil {
		return fail(err)
	}
	return 0
}

// sameInterrupt is how long a second interrupt counts as the first one: some
// programs send it to a process and to its group.
const sameInterrupt = 300 * time.Millisecond

// stopOn returns a context that ends with the first interrupt; the second one
// kills.
func stopOn(
	interrupts <-chan os.Signal, kill func(),
) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		select {
		case <-interrupts:
			cancel()
		case <-over:
			return
		}
		again := time.Now().Add(sameInterrupt)
		for {
			select {
			case <-interrupts:
				if time.Now().After(again) {
					kill()
					return
				}
			case <-over:
				return
			}
		}
	}()
	return ctx, func() { close(over); cancel() }
}
