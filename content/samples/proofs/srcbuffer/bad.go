package srcbuffer

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad receives the same messages.
type Bad struct {
	sdk.UnimplementedSource
	config config
	queue  *queue
	buffer []opencdc.Record
}

// #region bad

// ReadN receives messages ahead, and deletes them from the queue.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	if len(s.buffer) == 0 {
		page, err := s.queue.receive(ctx) // waits for a message
		if err != nil {
			return nil, err
		}
		for _, rec := range page {
			if err := s.queue.remove(ctx, rec.Position); err != nil {
				return nil, err
			}
		}
		s.buffer = page
	}
	return take(&s.buffer, n), nil
}

// #endregion bad
