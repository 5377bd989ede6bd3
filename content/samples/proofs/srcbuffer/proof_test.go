// The proof of SRC-BUFFER, run by the SDK with its batch middleware.
package srcbuffer

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *Good) Config() sdk.SourceConfig { return &s.config }

func (s *Good) Open(context.Context, opencdc.Position) error { return nil }

func (s *Bad) Config() sdk.SourceConfig { return &s.config }

func (s *Bad) Open(context.Context, opencdc.Position) error { return nil }

func batch(size int, delay time.Duration) config {
	return config{SourceWithBatch: sdk.SourceWithBatch{
		BatchSize: &size, BatchDelay: &delay,
	}}
}

const messages = 5

func newQueue() *queue {
	q := &queue{}
	for i := range messages {
		q.kept = append(q.kept, opencdc.Record{
			Position: fmt.Append(nil, i+1),
		})
	}
	return q
}

// afterStop stops a source while the batch is not full, and returns how many
// messages it has delivered by then, and how many the next one delivers.
func afterStop(
	t *testing.T, source func(*queue, config) sdk.Source,
) (before, after int) {
	t.Helper()
	q := newQueue()
	run := func(cfg config) int {
		src := sdk.SourceWithMiddleware(source(q.connect(), cfg))
		c := adapter.StartSource(t, src)
		<-q.waits
		// The SDK still has to pass on what it was given.
		for range 50 {
			time.Sleep(5 * time.Millisecond)
			if len(c.Records) == messages {
				break
			}
		}
		if err := c.Stop(5 * time.Second); err != nil {
			t.Fatal(err)
		}
		return len(c.Records)
	}
	before = run(batch(2*messages, time.Minute))
	return before, run(batch(0, 0))
}

func TestProof(t *testing.T) {
	before, after := afterStop(t, func(q *queue, cfg config) sdk.Source {
		return &Good{queue: q, config: cfg}
	})
	if before != 0 || after != messages {
		t.Errorf("good: %d before the stop, %d after it", before, after)
	}
	before, after = afterStop(t, func(q *queue, cfg config) sdk.Source {
		return &Bad{queue: q, config: cfg}
	})
	if before != 0 || after != 0 {
		t.Errorf("bad: %d before the stop, %d after it", before, after)
	}
	t.Logf("bad: of %d messages, %d are delivered before the stop and %d "+
		"after the next start", messages, before, after)
}
