package lifeevents

import (
	"context"

	"github.com/conduitio/conduit-commons/config"
)

// Bad reads a replication slot, too.
type Bad struct{ source }

// #region bad

// LifecycleOnDeleted drops the slot that Open created.
func (s *Bad) LifecycleOnDeleted(
	ctx context.Context, settings config.Config,
) error {
	return s.server.dropSlot(ctx, s.config.Database, s.config.Slot)
}

// #endregion bad
