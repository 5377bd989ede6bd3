package srcreadwaits

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad polls the same system and does not wait.
type Bad struct {
	sdk.UnimplementedSource
	// available returns up to n records without waiting, perhaps none.
	available func(ctx context.Context, n int) ([]opencdc.Record, error)
	interval  time.Duration
}

// #region bad

// ReadN returns what is available, which can be nothing.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return s.available(ctx, n)
}

// #endregion bad
