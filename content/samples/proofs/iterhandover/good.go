// Package iterhandover compares a hand-over that waits for acknowledgements
// with one that does not.
package iterhandover

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// #region good

type goodCombined struct {
	snapshot, changes iterator.Iterator
	done              bool
	acks              // not waited for
}

func (c *goodCombined) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	if !c.done {
		recs, err := c.snapshot.NextN(ctx, n)
		if !errors.Is(err, iterator.ErrDone) {
			return recs, err
		}
		c.done = true
	}
	return c.changes.NextN(ctx, n)
}

// #endregion good
