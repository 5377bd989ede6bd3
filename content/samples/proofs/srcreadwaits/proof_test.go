// The proof of SRC-READ-WAITS, run by the SDK.
package srcreadwaits

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *source) Config() sdk.SourceConfig { return &config{} }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

type config struct{ sdk.UnimplementedSourceConfig }

// system is a source system without new records.
type system struct {
	polls atomic.Int64
	gone  atomic.Bool
}

func (s *system) poll(
	context.Context, int,
) ([]opencdc.Record, error) {
	s.polls.Add(1)
	if s.gone.Load() { // ends a source that nothing else would end
		return nil, errors.New("the system is gone")
	}
	return nil, nil
}

// idle runs a source for some time and stops it.
func idle(
	t *testing.T, sys *system, src sdk.Source, run, patience time.Duration,
) (int64, error) {
	t.Helper()
	c := adapter.StartSource(t, src)
	time.Sleep(run)
	polls := sys.polls.Load()
	err := c.Stop(patience)
	sys.gone.Store(true)
	return polls, err
}

func TestProof(t *testing.T) {
	sys := &system{}
	polls, err := idle(t, sys, &Good{source{
		available: sys.poll, interval: 10 * time.Millisecond,
	}}, 100*time.Millisecond, 5*time.Second)
	if polls > 20 || err != nil {
		t.Errorf("good: %d polls in 100 ms, and stop: %v", polls, err)
	}

	sys = &system{}
	polls, err = idle(t, sys, &Bad{source{available: sys.poll}},
		time.Second, 200*time.Millisecond)
	if polls < 100 || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("bad: %d polls in a second, and stop: %v", polls, err)
	}
	t.Log("bad: at least 100 polls in a second of a system without new records")
	t.Logf("bad: stop: %v", err)
}
