package concchannels

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad reads a feed in the background, in the same way.
type Bad struct{ source }

func (s *Bad) run(ctx context.Context) {
	defer close(s.records)
	for {
		rec, err := s.feed.next(ctx)
		if err != nil {
			s.err = fmt.Errorf("read feed: %w", err)
			return
		}
		select {
		case s.records <- rec:
		case <-ctx.Done(): // nobody receives any more
			s.err = ctx.Err()
			return
		}
	}
}

// #region bad

// ReadN returns the next record and blocks until there is one.
func (s *Bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion bad
