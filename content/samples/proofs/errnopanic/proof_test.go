// The proof of ERR-NO-PANIC, run by the SDK.
package errnopanic

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// message has a number where a text is expected.
var message = map[string]any{"id": 7}

// run runs a source through the SDK's adapter. It recovers from a panic of
// the call, which does not help: the SDK reads in a goroutine of its own.
func run(src sdk.Source) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	plugin := sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)
	_, err = plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		return err
	}
	_, err = plugin.Open(ctx, pconnector.SourceOpenRequest{})
	if err != nil {
		return err
	}
	var both sync.WaitGroup
	both.Add(2)
	return plugin.Run(ctx, stream{ctx, &both})
}

func TestProof(t *testing.T) {
	if os.Getenv("PROOF_OF_PANIC") != "" { // in the process below
		err := run(&Bad{source{message: message}})
		t.Fatalf("the process is still alive: %v", err)
	}

	err := run(&Good{source{message: message}})
	want := `read plugin error: message: field "id" is int, want text`
	if err == nil || err.Error() != want {
		t.Errorf("good: %v", err)
	}

	self := exec.CommandContext(
		t.Context(), os.Args[0], "-test.run=^TestProof$")
	self.Env = append(os.Environ(), "PROOF_OF_PANIC=1")
	output, err := self.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 ||
		!strings.Contains(string(output),
			"panic: interface conversion: interface {} is int, not string") {
		t.Errorf("bad: %v\n%s", err, output)
	}
}

// stream takes everything and acknowledges nothing.
type stream struct {
	ctx  context.Context
	both *sync.WaitGroup // reading, and waiting for acknowledgements
}

func (stream) Client() pconnector.SourceRunStreamClient { return nil }
func (stream) Send(pconnector.SourceRunResponse) error  { return nil }

// Server is called by both goroutines of a run, and lets them begin together:
// SDK v0.14.2 panics if the first read fails before the second goroutine runs.
func (s stream) Server() pconnector.SourceRunStreamServer {
	s.both.Done()
	s.both.Wait()
	return s
}

func (s stream) Recv() (pconnector.SourceRunRequest, error) {
	<-s.ctx.Done()
	return pconnector.SourceRunRequest{}, io.EOF
}
