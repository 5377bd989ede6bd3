package iterhandover

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"

	"example.com/conduit-connectors/iterator"
)

// Wrong on purpose: progress depends on acknowledgements.

// #region bad

type badCombined struct {
	snapshot, changes iterator.Iterator
	done              bool
	unacked           chan struct{} // one element per open record
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

// waitForAcks fills up the channel: it has room only if no record is open.
func (c *badCombined) waitForAcks(ctx context.Context) error {
	for range cap(c.unacked) {
		select {
		case c.unacked <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (c *badCombined) ack() { <-c.unacked }
