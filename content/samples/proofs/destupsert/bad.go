package destupsert

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

func badStore(
	ctx context.Context, tx *sql.Tx, row opencdc.StructuredData,
) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO users (id, name)
		VALUES (?, ?)`,
		row["id"], row["name"])
	return err
}

// #endregion bad
