// Package destupsert proves the guideline DEST-UPSERT: a plain INSERT refuses a
// batch that is delivered a second time.
package destupsert

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// storer writes the row of a record that creates or updates it.
type storer func(
	ctx context.Context, tx *sql.Tx, row opencdc.StructuredData,
) error

// write is the Write of a destination that stores all records or none.
func write(
	ctx context.Context, db *sql.DB, store storer, records []opencdc.Record,
) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for i, rec := range records {
		row, ok := rec.Payload.After.(opencdc.StructuredData)
		if !ok {
			return 0, fmt.Errorf("payload is a %T", rec.Payload.After)
		}
		if err := store(ctx, tx, row); err != nil {
			return 0, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	return len(records), tx.Commit()
}
