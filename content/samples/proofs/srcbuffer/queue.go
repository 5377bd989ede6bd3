package srcbuffer

import (
	"context"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type config struct {
	sdk.UnimplementedSourceConfig
	sdk.SourceWithBatch
}

// queue hands each message out once to each client, until it is deleted.
type queue struct {
	mu   sync.Mutex
	kept []opencdc.Record
	sent bool
	// waits is closed when the client has received all there is, and has
	// come back for more.
	waits chan struct{}
}

// connect is what a new client does: it gets everything that is kept.
func (q *queue) connect() *queue {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.sent = false
	q.waits = make(chan struct{})
	return q
}

func (q *queue) receive(ctx context.Context) ([]opencdc.Record, error) {
	q.mu.Lock()
	page := q.kept
	first := !q.sent && len(page) > 0
	q.sent = true
	q.mu.Unlock()
	if first {
		return append([]opencdc.Record(nil), page...), nil
	}
	close(q.waits)
	<-ctx.Done()
	return nil, ctx.Err()
}

func (q *queue) remove(_ context.Context, pos opencdc.Position) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	var kept []opencdc.Record
	for _, rec := range q.kept {
		if string(rec.Position) != string(pos) {
			kept = append(kept, rec)
		}
	}
	q.kept = kept
	return nil
}

// take removes up to n records from the front of a buffer; n below 1 takes all.
func take(buffer *[]opencdc.Record, n int) []opencdc.Record {
	if n < 1 || n > len(*buffer) {
		n = len(*buffer)
	}
	taken := (*buffer)[:n:n]
	*buffer = (*buffer)[n:]
	return taken
}
