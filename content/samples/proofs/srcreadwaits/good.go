package srcreadwaits

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good polls a system and waits between two polls.
type Good struct{ source }

// #region good

// ReadN waits until records are available, or until the context ends.
func (s *Good) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	for {
		recs, err := s.available(ctx, n)
		if err != nil || len(recs) > 0 {
			return recs, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(s.interval):
		}
	}
}

// #endregion good
