package destdeleteabsent

import (
	"context"
	"database/sql"
	"fmt"
)

// #region bad

// badRemove expects the row to be there.
func badRemove(ctx context.Context, db *sql.DB, id any) error {
	result, err := db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id)
	if err != nil {
		return err
	}
	affected, err := result.RowsAffected()
	if err == nil && affected == 0 {
		err = fmt.Errorf("delete user %v: not found", id)
	}
	return err
}

// #endregion bad
