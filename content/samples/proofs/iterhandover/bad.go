package iterhandover

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// Wrong on purpose: progress depends on acknowledgements.

// #region bad

type badCombined struct {
	snapshot, changes iterator.Iterator
	done              bool
	acks              // waited for below
}

func (c *badCombined) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	if !c.done {
		recs, err := c.snapshot.NextN(ctx, n)
		if !errors.Is(err, iterator.ErrDone) {
			return recs, err
		}
		if err := c.waitForAcks(ctx); err != nil {
			return nil, err
		}
		c.done = true
	}
	return c.changes.NextN(ctx, n)
}

// #endregion bad
