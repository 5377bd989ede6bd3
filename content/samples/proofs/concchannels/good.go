package concchannels

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good reads a feed in the background.
type Good struct{ source }

// #region good

// run is the only sender, so it is the one that closes the channel. What it
// writes before that can be read by whoever sees that the channel is closed.
func (s *Good) run(ctx context.Context) {
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

// ReadN returns the next record and blocks until there is one.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec, ok := <-s.records:
		if !ok {
			return nil, s.err
		}
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion good
