// The proof of LIFE-EVENTS, through the SDK's adapter.
package lifeevents

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// deleted opens a source, tears it down, and deletes its connector, twice, each
// time with a new source, as Conduit does in a new process. It returns the
// slots that are left.
func deleted(
	t *testing.T, settings config.Config, newSource func(source) sdk.Source,
) ([]string, error) {
	t.Helper()
	ctx := context.Background()
	srv := &server{slots: map[string]bool{"sales/other": true}}
	start := func() pconnector.SourcePlugin {
		return sdk.NewSourcePlugin(newSource(source{server: srv}),
			pconnector.PluginConfig{}, specification().SourceParams)
	}

	plugin := start()
	_, err := plugin.Configure(ctx,
		pconnector.SourceConfigureRequest{Config: maps.Clone(settings)})
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
	if len(srv.slots) != 2 {
		t.Fatalf("Open made %v", srv.slots)
	}

	for range 2 {
		plugin = start()
		_, err = plugin.LifecycleOnDeleted(ctx,
			pconnector.SourceLifecycleOnDeletedRequest{
				Config: maps.Clone(settings),
			})
		if err != nil {
			break
		}
		_, err = plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
		if err != nil {
			t.Fatal(err)
		}
	}
	return slices.Sorted(maps.Keys(srv.slots)), err
}

func TestProof(t *testing.T) {
	for _, test := range []struct {
		settings config.Config
		slot     string
	}{
		{config.Config{"database": "shop"}, "shop/conduit"},
		{config.Config{"database": "shop", "slot.name": "mine"}, "shop/mine"},
	} {
		left, err := deleted(t, test.settings, func(s source) sdk.Source {
			return &Good{s}
		})
		if err != nil || !slices.Equal(left, []string{"sales/other"}) {
			t.Errorf("good: %v, left %q", err, left)
		}
		left, err = deleted(t, test.settings, func(s source) sdk.Source {
			return &Bad{s}
		})
		if err != nil ||
			!slices.Equal(left, []string{"sales/other", test.slot}) {
			t.Errorf("bad: %v, left %q", err, left)
		}
		t.Logf("bad: deleted with %v: error %v, the slot %s is %s",
			test.settings, err, test.slot, map[bool]string{
				true: "still there", false: "gone",
			}[slices.Contains(left, test.slot)])
	}
}
