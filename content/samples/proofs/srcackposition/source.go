// Package srcackposition is the proof of SRC-ACK-POSITION: a source that
// confirms what a position names, and one that confirms what was read last.
package srcackposition

import (
	"context"
	"strconv"
	"sync/atomic"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	queue    queue
	lastRead atomic.Int64
}

// ReadN returns the next message; its offset is the position.
func (s *source) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
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
