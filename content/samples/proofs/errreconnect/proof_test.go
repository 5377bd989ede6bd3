// The proof of ERR-RECONNECT, run by the SDK.
package errreconnect

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (d *destination) Config() sdk.DestinationConfig { return &config{} }

type config struct {
	sdk.UnimplementedDestinationConfig
}

// write sends four records one by one, as Conduit's default engine does with a
// dead-letter queue that takes what is rejected, and restarts the server after
// the first. It returns what becomes of each.
func write(
	t *testing.T, dest func(destination) sdk.Destination,
) (fates []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		srv := &server{}
		d := adapter.StartDestination(t, dest(destination{server: srv}))
		d.Send(t, opencdc.Record{})
		synctest.Wait() // until it is written
		srv.restarts++
		for range 3 {
			d.Send(t, opencdc.Record{})
		}
		d.Close(t)
		fates = d.Answers()
	})
	return fates
}

func TestProof(t *testing.T) {
	got := write(t, func(d destination) sdk.Destination { return &Good{d} })
	want := []string{"ack", "connection reset by peer", "ack", "ack"}
	if !slices.Equal(got, want) {
		t.Errorf("good: %q", got)
	}

	got = write(t, func(d destination) sdk.Destination { return &Bad{d} })
	want = []string{
		"ack", "connection reset by peer", "conn closed", "conn closed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("bad: %q", got)
	}
	for i, fate := range got[1:] {
		t.Logf("bad: record %d, after the server's restart: %s", i+2, fate)
	}
}
