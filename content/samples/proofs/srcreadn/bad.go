package srcreadn

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad takes n for the size of a page.
type Bad struct {
	sdk.UnimplementedSource
	config config
	query  func(ctx context.Context, limit int) ([]opencdc.Record, error)
}

// #region bad

// ReadN reads a page of n rows.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return s.query(ctx, n) // … LIMIT 1, or LIMIT 0
}

// #endregion bad
