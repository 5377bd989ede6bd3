package itermode

import (
	"context"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// Wrong on purpose: the position is not asked.

// #region bad

// badOpen returns the iterator that a start begins with.
func badOpen(
	ctx context.Context, sys iterator.System,
	pos iterator.Position, wantSnapshot bool,
) (iterator.Iterator, error) {
	if wantSnapshot {
		return sys.Snapshot(ctx, pos)
	}
	return sys.Changes(ctx, pos)
}

// #endregion bad
