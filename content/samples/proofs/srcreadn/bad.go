package srcreadn

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad takes n for the size of a page.
type Bad struct{ source }

// #region bad

// ReadN reads a page of n rows.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return s.query(ctx, n) // … LIMIT 1, or LIMIT 0
}

// #endregion bad
