// Package srcbuffer is the proof of SRC-BUFFER: a source that can lose what it
// has read ahead, and one that cannot.
package srcbuffer

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good receives messages from a queue.
type Good struct {
	sdk.UnimplementedSource
	config config
	queue  *queue
	buffer []opencdc.Record
}

// #region good

// ReadN receives messages ahead. They stay in the queue.
func (s *Good) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	if len(s.buffer) == 0 {
		page, err := s.queue.receive(ctx) // waits for a message
		if err != nil {
			return nil, err
		}
		s.buffer = page
	}
	return take(&s.buffer, n), nil
}

// Ack deletes the message that the position names.
func (s *Good) Ack(ctx context.Context, pos opencdc.Position) error {
	return s.queue.remove(ctx, pos)
}

// #endregion good
