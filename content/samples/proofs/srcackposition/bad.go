package srcackposition

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad reads the same queue in the same way.
type Bad struct{ source }

// #region bad

// Ack confirms the messages up to the one that was read last.
func (s *Bad) Ack(ctx context.Context, pos opencdc.Position) error {
	return s.queue.confirm(ctx, s.lastRead.Load())
}

// #endregion bad
