// The proof of LIFE-STOP, run by the SDK.
package lifestop

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *source) Config() sdk.SourceConfig { return &config{} }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

type config struct{ sdk.UnimplementedSourceConfig }

// stopIdle stops a source that has nothing to read, and returns the answer.
func stopIdle(
	t *testing.T, src sdk.Source, patience time.Duration,
) string {
	t.Helper()
	return fmt.Sprint(adapter.StartSource(t, src).Stop(patience))
}

func TestProof(t *testing.T) {
	records := make(chan opencdc.Record)
	answer := stopIdle(t, &Good{source{records: records}}, 5*time.Second)
	if answer != "<nil>" {
		t.Errorf("good: stop: %s", answer)
	}

	bad := &Bad{source{records: records}}
	answer = stopIdle(t, bad, 100*time.Millisecond)
	if answer != "failed to stop connector: context deadline exceeded" {
		t.Errorf("bad: stop: %s", answer)
	}
	t.Logf("bad: stop of a source without new records: %s", answer)
	select {
	case records <- opencdc.Record{}: // it still waits, and ends with this
	case <-time.After(time.Second):
		t.Error("bad: nobody waits for a record any more")
	}
}
