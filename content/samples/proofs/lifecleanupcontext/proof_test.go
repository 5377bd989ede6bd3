// The proof of LIFE-CLEANUP-CONTEXT: the SDK ends the context of Open.
package lifecleanupcontext

import (
	"context"
	"testing"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// openAndTearDown does what Conduit does if something fails after Open.
func openAndTearDown(t *testing.T, src sdk.Source) {
	t.Helper()
	ctx := context.Background()
	plugin := sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)
	_, err := plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = plugin.Open(ctx, pconnector.SourceOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProof(t *testing.T) {
	good := &Good{source{log: &changeLog{}, done: make(chan struct{})}}
	openAndTearDown(t, good)
	if good.log.taken {
		t.Errorf("good: the log is still taken: %v", good.err)
	}

	bad := &Bad{source{log: &changeLog{}, done: make(chan struct{})}}
	openAndTearDown(t, bad)
	want := "context canceled\nrelease: context canceled"
	if !bad.log.taken || bad.err.Error() != want {
		t.Errorf("bad: taken %t, %v", bad.log.taken, bad.err)
	}
}
