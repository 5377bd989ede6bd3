package perfmemory

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/conduitio/conduit-commons/opencdc"
)

const (
	pages    = 1000
	pageSize = 100
)

// backlog is a system that has so many pages, and no more for now.
type backlog struct{ polled int }

func (b *backlog) poll(ctx context.Context) ([]opencdc.Record, error) {
	if b.polled == pages {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	b.polled++
	return make([]opencdc.Record, pageSize), nil
}

// run lets a source receive while nobody reads: as much as it can, until it
// waits for a reader or for the system. It returns what was fetched.
func run(t *testing.T, s *base, run func(context.Context) error) (records int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	system := &backlog{}
	s.client, s.records = system, make(chan opencdc.Record, pageSize)
	ended := make(chan error)
	go func() { ended <- run(ctx) }()
	synctest.Wait()
	records = system.polled * pageSize
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the run ended with %v", err)
	}
	return records
}

func TestProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &base{}
		got := run(t, s, (&good{s}).run)
		if got != 2*pageSize { // one page in the channel, one in hand
			t.Errorf("good: %d records were fetched", got)
		}

		s = &base{}
		got = run(t, s, (&bad{s}).run)
		if got != pages*pageSize || len(s.cache) != got {
			t.Errorf("bad: %d records were fetched, %d are in memory",
				got, len(s.cache))
		}
		t.Logf("bad: nobody reads, and all %d records of the system are in "+
			"memory", len(s.cache))
	})
}
