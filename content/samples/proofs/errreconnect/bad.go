package errreconnect

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad writes over one connection, too.
type Bad struct{ destination }

// #region bad

// Write stores the records.
func (d *Bad) Write(
	ctx context.Context, recs []opencdc.Record,
) (int, error) {
	return d.conn.store(ctx, recs)
}

// #endregion bad
