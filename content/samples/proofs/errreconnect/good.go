package errreconnect

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good writes over one connection.
type Good struct{ destination }

// #region good

// Write stores the records. A connection that was lost is replaced first.
func (d *Good) Write(
	ctx context.Context, recs []opencdc.Record,
) (int, error) {
	if d.conn.closed() {
		conn, err := d.server.connect(ctx)
		if err != nil {
			return 0, fmt.Errorf("connect again: %w", err)
		}
		d.conn = conn
	}
	return d.conn.store(ctx, recs)
}

// #endregion good
