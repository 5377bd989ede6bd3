// Package sqlvalues proves the guideline SQL-VALUES: a value that is formatted
// into a statement breaks it, or becomes part of it.
package sqlvalues

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

func goodDelete(
	ctx context.Context, db *sql.DB, key opencdc.StructuredData,
) error {
	_, err := db.ExecContext(ctx,
		"DELETE FROM customers WHERE name = ?", key["name"])
	return err
}

// #endregion good
