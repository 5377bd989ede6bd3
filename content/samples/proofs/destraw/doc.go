// Package destraw proves the guideline DEST-RAW: a key that goes through JSON
// on its way to the statement can name another row.
package destraw

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// parser returns the fields of a key or payload.
type parser func(opencdc.Data) (opencdc.StructuredData, error)

// remove deletes the row that a record's key names.
func remove(
	ctx context.Context, db *sql.DB, parse parser, rec opencdc.Record,
) error {
	key, err := parse(rec.Key)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", key["id"])
	return err
}
