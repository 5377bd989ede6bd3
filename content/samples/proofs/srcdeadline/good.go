// Package srcdeadline is the proof of SRC-DEADLINE: a source that handles the
// end of its own requests, and one that returns it.
package srcdeadline

import (
	"context"
	"errors"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good asks a system for records and does not wait for ever for the answer.
type Good struct {
	sdk.UnimplementedSource
	// fetch asks for up to n records, and waits for at least one.
	fetch   func(ctx context.Context, n int) ([]opencdc.Record, error)
	timeout time.Duration
}

// #region good

// ReadN asks for records. An answer that takes too long is asked for again.
func (s *Good) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	request, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	recs, err := s.fetch(request, n)
	ended := errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, context.Canceled)
	if ctx.Err() == nil && ended {
		// The request's context has ended, not the one of ReadN.
		sdk.Logger(ctx).Debug().Err(err).Msg("no answer, asking again")
		return nil, sdk.ErrBackoffRetry
	}
	return recs, err
}

// #endregion good
