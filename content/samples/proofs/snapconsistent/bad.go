package snapconsistent

import (
	"context"
	"database/sql"
)

// #region bad

// badSnapshot reads all tables, and returns where change capture begins.
func badSnapshot(
	ctx context.Context, db *sql.DB, read readFunc,
) (start int64, err error) {
	for _, table := range tables {
		err = inTx(ctx, db, func(tx *sql.Tx) error {
			if start, err = logEnd(ctx, tx); err != nil {
				return err
			}
			return read(ctx, tx, table)
		})
		if err != nil {
			return 0, err
		}
	}
	return start, nil
}

// #endregion bad
