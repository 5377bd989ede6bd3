package destupsert

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

func goodStore(
	ctx context.Context, tx *sql.Tx, row opencdc.StructuredData,
) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO users (id, name)
		VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
		row["id"], row["name"])
	return err
}

// #endregion good
