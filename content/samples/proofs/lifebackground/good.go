package lifebackground

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good receives until Teardown.
type Good struct{ source }

// #region good

// Open begins to receive.
func (s *Good) Open(ctx context.Context, _ opencdc.Position) error {
	ctx, s.end = context.WithCancel(context.WithoutCancel(ctx))
	go s.receive(ctx)
	return nil
}

// #endregion good
