package snapconsistent

import (
	"context"
	"database/sql"
)

// #region good

// goodSnapshot reads all tables, and returns where change capture begins: one
// transaction shows the log and all tables at one moment.
func goodSnapshot(
	ctx context.Context, db *sql.DB, read readFunc,
) (start int64, err error) {
	err = inTx(ctx, db, func(tx *sql.Tx) error {
		if start, err = logEnd(ctx, tx); err != nil {
			return err
		}
		for _, table := range tables {
			if err := read(ctx, tx, table); err != nil {
				return err
			}
		}
		return nil
	})
	return start, err
}

// #endregion good
