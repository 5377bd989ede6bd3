// Package itermode compares two ways to choose the iterator of a start.
package itermode

import (
	"context"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// #region good

// goodOpen returns the iterator that a start begins with.
func goodOpen(
	ctx context.Context, sys iterator.System,
	pos iterator.Position, wantSnapshot bool,
) (iterator.Iterator, error) {
	if wantSnapshot && pos.Mode == iterator.ModeSnapshot {
		return sys.Snapshot(ctx, pos)
	}
	return sys.Changes(ctx, pos)
}

// #endregion good
