package lifebackground

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad receives until the context of Open ends.
type Bad struct{ source }

// #region bad

// Open begins to receive.
func (s *Bad) Open(ctx context.Context, _ opencdc.Position) error {
	ctx, s.end = context.WithCancel(ctx)
	go s.receive(ctx)
	return nil
}

// #endregion bad
