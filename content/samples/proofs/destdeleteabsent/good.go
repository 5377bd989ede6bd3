package destdeleteabsent

import (
	"context"
	"database/sql"
)

// #region good

// goodRemove makes sure that there is no such row.
func goodRemove(ctx context.Context, db *sql.DB, id any) error {
	_, err := db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id)
	return err
}

// #endregion good
