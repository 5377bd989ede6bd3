// Package srcreadwaits is the proof of SRC-READ-WAITS: a source that waits for
// records, and one that does not.
package srcreadwaits

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good polls a system and waits between two polls.
type Good struct {
	sdk.UnimplementedSource
	// available returns up to n records without waiting, perhaps none.
	available func(ctx context.Context, n int) ([]opencdc.Record, error)
	interval  time.Duration
}

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
