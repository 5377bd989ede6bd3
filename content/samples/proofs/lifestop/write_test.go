package lifestop

import (
	"context"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// sleeper is a destination whose Write does not look at its context.
type sleeper struct {
	sdk.UnimplementedDestination
	writing, wake chan struct{}
	over          chan struct{}
}

func (d *sleeper) Config() sdk.DestinationConfig {
	return &struct {
		sdk.UnimplementedDestinationConfig
	}{}
}

func (d *sleeper) Open(context.Context) error     { return nil }
func (d *sleeper) Teardown(context.Context) error { return nil }

func (d *sleeper) Write(
	_ context.Context, recs []opencdc.Record,
) (int, error) {
	close(d.writing)
	<-d.wake
	close(d.over)
	return len(recs), nil
}

// TestWriteOutlivesForcedStop shows that nothing waits for such a Write: the
// SDK calls Teardown beside it.
func TestWriteOutlivesForcedStop(t *testing.T) {
	dest := &sleeper{
		writing: make(chan struct{}),
		wake:    make(chan struct{}),
		over:    make(chan struct{}),
	}
	running := adapter.StartDestination(t, dest)
	running.Send(t, make([]opencdc.Record, 1)...)
	<-dest.writing
	running.ForceStop()
	if err := running.Teardown(); err != nil {
		t.Error(err)
	}
	select {
	case <-dest.over:
		t.Error("Write is over before Teardown")
	default:
	}
	close(dest.wake)
	<-dest.over
}
