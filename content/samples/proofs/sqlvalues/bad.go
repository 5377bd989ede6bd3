package sqlvalues

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

func badDelete(
	ctx context.Context, db *sql.DB, key opencdc.StructuredData,
) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf(
		"DELETE FROM customers WHERE name = '%v'", key["name"]))
	return err
}

// #endregion bad
