package destbatchboth

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// run sends five records, waits, and returns the lengths of the slices that
// Write got by then. The clock is that of synctest.
func run(t *testing.T, c config, wait time.Duration) (writes []int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		// Middleware is what reads the configuration. Without parameters
		// nothing overwrites it; a connector has them in connector.yaml.
		d := &destination{config: c}
		run := adapter.StartDestination(t, sdk.DestinationWithMiddleware(d))
		for i := range 5 {
			run.Send(t, opencdc.Record{
				Position: opencdc.Position(fmt.Sprint(i)),
			})
		}
		time.Sleep(wait)
		synctest.Wait()
		writes = slices.Clone(d.writes)

		// The rest is a stop as Conduit does it. Stop can return an error, see
		// the guide: "Stop and batching".
		_ = run.Stop()
		acked, rejected := run.Close(t)
		if err := run.Teardown(); err != nil {
			t.Fatal(err)
		}
		if acked != 5 {
			t.Errorf("%d records acknowledged after the stop, want 5: %q",
				acked, rejected)
		}
	})
	return writes
}

func TestProof(t *testing.T) {
	got := run(t, goodConfig(), time.Second)
	if want := []int{5}; !slices.Equal(got, want) {
		t.Errorf("good: slices of %v, want %v", got, want)
	}
	// Conduit stops a destination when all records are acknowledged. These
	// never are.
	got = run(t, badConfig(), 24*time.Hour)
	if len(got) > 0 {
		t.Errorf("bad: slices of %v within a day, want none", got)
	}
	t.Logf("bad: 5 records, size 1000, no delay: slices of %v in a day", got)
	// The other half of the page: a delay alone collects nothing.
	delayOnly := config{DestinationWithBatch: sdk.DestinationWithBatch{
		BatchDelay: 100 * time.Millisecond,
	}}
	got = run(t, delayOnly, time.Second)
	if want := []int{1, 1, 1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("delay only: slices of %v, want %v", got, want)
	}
	t.Logf("bad: 5 records, delay 100 ms, no size: slices of %v", got)
}
