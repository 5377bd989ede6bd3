package srcdeadline

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad asks the same system.
type Bad struct {
	sdk.UnimplementedSource
	// fetch asks for up to n records, and waits for at least one.
	fetch   func(ctx context.Context, n int) ([]opencdc.Record, error)
	timeout time.Duration
}

// #region bad

// ReadN asks for records, and gives up when the answer takes too long.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	request, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	return s.fetch(request, n)
}

// #endregion bad
