package concerrors

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good follows a change log in the background.
type Good struct{ source }

// #region good

func (s *Good) start(ctx context.Context) {
	go func() {
		defer close(s.done)
		s.err = s.log.follow(ctx, s.records)
	}()
}

// ReadN returns the next record and blocks until there is one.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-s.done:
		return nil, fmt.Errorf("follow the change log: %w", s.err)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion good
