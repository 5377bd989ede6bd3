// Package srcackposition is the proof of SRC-ACK-POSITION: a source that
// confirms what a position names, and one that confirms what was read last.
package srcackposition

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good reads a queue, whose server remembers what was confirmed.
type Good struct {
	sdk.UnimplementedSource
	queue    queue
	lastRead atomic.Int64
}

// #region good

// Ack confirms the message that the position names, and those before it.
func (s *Good) Ack(ctx context.Context, pos opencdc.Position) error {
	offset, err := strconv.ParseInt(string(pos), 10, 64)
	if err != nil {
		return fmt.Errorf("acknowledged position %q: %w", pos, err)
	}
	return s.queue.confirm(ctx, offset)
}

// #endregion good

// ReadN returns the next message; its offset is the position.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	offset, err := s.queue.next(ctx)
	if err != nil {
		return nil, err
	}
	s.lastRead.Store(offset)
	return []opencdc.Record{
		{Position: strconv.AppendInt(nil, offset, 10)},
	}, nil
}

// queue is the client of the system.
type queue interface {
	next(context.Context) (int64, error)
	confirm(context.Context, int64) error
}
