// The proof of LIFE-TEARDOWN, through the SDK's adapter.
package lifeteardown

import (
	"context"
	"fmt"
	"testing"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func (s *source) Config() sdk.SourceConfig { return &config{} }

// run starts a source as Conduit does, breaks its connection, and tears it
// down. It returns what Teardown and the next start report.
func run(t *testing.T, src func(*server) sdk.Source) (down, next string) {
	t.Helper()
	ctx := context.Background()
	srv := &server{}

	plugin := start(t, src(srv))
	if err := open(plugin); err != nil {
		t.Fatal(err)
	}
	srv.broken = true
	_, err := plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	_, again := plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	if again != nil {
		t.Errorf("second Teardown: %v", again)
	}
	return fmt.Sprint(err), fmt.Sprint(open(start(t, src(srv))))
}

func start(t *testing.T, src sdk.Source) pconnector.SourcePlugin {
	t.Helper()
	plugin := sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)
	_, err := plugin.Configure(
		context.Background(), pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return plugin
}

func open(plugin pconnector.SourcePlugin) error {
	_, err := plugin.Open(
		context.Background(), pconnector.SourceOpenRequest{})
	return err
}

func TestProof(t *testing.T) {
	good := func(srv *server) sdk.Source { return &Good{source{server: srv}} }
	bad := func(srv *server) sdk.Source { return &Bad{source{server: srv}} }
	for name, src := range map[string]func(*server) sdk.Source{
		"good": good, "bad": bad,
	} {
		_, err := start(t, src(&server{})).Teardown(
			context.Background(), pconnector.SourceTeardownRequest{})
		if err != nil {
			t.Errorf("%s, without Open: %v", name, err)
		}
	}

	down, next := run(t, good)
	if down != "end stream: broken pipe" || next != "<nil>" {
		t.Errorf("good: Teardown: %s, next Open: %s", down, next)
	}
	down, next = run(t, bad)
	if down != "end stream: broken pipe" ||
		next != "the log has another reader" {
		t.Errorf("bad: Teardown: %s, next Open: %s", down, next)
	}
	t.Logf("bad: Teardown: %s", down)
	t.Logf("bad: next Open: %s", next)

	// A nil pointer in an interface is not nil.
	if got := afterFailedOpen(t, &careful{}); got != "<nil>" {
		t.Errorf("careful: Teardown after a failed Open: %s", got)
	}
	got := afterFailedOpen(t, &careless{})
	const crash = "panic: runtime error: invalid memory address or nil " +
		"pointer dereference"
	if got != crash {
		t.Errorf("careless: Teardown after a failed Open: %s", got)
	}
}

// afterFailedOpen returns how Teardown ends if Open has failed.
func afterFailedOpen(t *testing.T, src sdk.Source) (result string) {
	t.Helper()
	plugin := start(t, src)
	if err := open(plugin); err == nil {
		t.Error("Open succeeds")
	}
	defer func() {
		if r := recover(); r != nil {
			result = fmt.Sprintf("panic: %v", r)
		}
	}()
	_, err := plugin.Teardown(
		context.Background(), pconnector.SourceTeardownRequest{})
	return fmt.Sprint(err)
}
