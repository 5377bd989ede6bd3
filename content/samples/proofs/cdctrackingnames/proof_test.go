package cdctrackingnames

import (
	"context"
	"slices"
	"testing"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type slotFunc func(ctx context.Context, configured string) (string, error)

// open opens a source the way Conduit does, which tells it the ID of its
// connector.
func open(t *testing.T, srv *server, slot slotFunc, id string) *source {
	t.Helper()
	src := &source{nameOf: slot, server: srv}
	plugin := sdk.NewSourcePlugin(
		src, pconnector.PluginConfig{ConnectorID: id}, nil)
	_, err := plugin.Configure(
		t.Context(), pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = plugin.Open(t.Context(), pconnector.SourceOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// replicate lets two connectors read in turn. It returns what each one got,
// and the number of slots.
func replicate(
	t *testing.T, slot slotFunc,
) (first, second []string, slots int) {
	t.Helper()
	srv := &server{confirmed: map[string]int{}}
	a := open(t, srv, slot, "orders:postgres")
	b := open(t, srv, slot, "reports:postgres")
	srv.log = append(srv.log, "change 1", "change 2")
	first = append(first, a.read()...)
	srv.log = append(srv.log, "change 3")
	second = append(second, b.read()...)
	a = open(t, srv, slot, "orders:postgres") // a restart
	srv.log = append(srv.log, "change 4")
	first = append(first, a.read()...)
	second = append(second, b.read()...)
	return first, second, len(srv.confirmed)
}

func TestProof(t *testing.T) {
	all := []string{"change 1", "change 2", "change 3", "change 4"}
	first, second, slots := replicate(t, goodSlot)
	if !slices.Equal(first, all) || !slices.Equal(second, all) || slots != 2 {
		t.Errorf("good: got %q and %q with %d slots, want %q twice with 2",
			first, second, slots, all)
	}
	first, second, slots = replicate(t, badSlot)
	if !slices.Equal(first, []string{"change 1", "change 2", "change 4"}) ||
		!slices.Equal(second, []string{"change 3"}) || slots != 1 {
		t.Errorf("bad: got %q and %q with %d slots", first, second, slots)
	}
	t.Logf("bad: two connectors, %d slot, %d changes", slots, len(all))
	t.Logf("bad: the first connector got %q", first)
	t.Logf("bad: the second connector got %q", second)
}
