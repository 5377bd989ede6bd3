package destbatch

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ db *sql.DB }

// #region bad

// Write stores the records one by one.
func (d *bad) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	for i, rec := range records {
		_, err := d.db.ExecContext(ctx, statement, values(rec)...)
		if err != nil {
			return i, fmt.Errorf("write: %w", err)
		}
	}
	return len(records), nil
}

// #endregion bad
