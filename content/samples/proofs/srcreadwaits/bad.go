package srcreadwaits

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad polls the same system and does not wait.
type Bad struct{ source }

// #region bad

// ReadN returns what is available, which can be nothing.
func (s *Bad) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	return s.available(ctx, n)
}

// #endregion bad
