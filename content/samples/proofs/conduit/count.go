package conduit

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// count shows DEST-COUNT: the bad one counts the records whose statement
// succeeded, although the rollback takes them back.
type count struct {
	db  *sql.DB
	bad bool
}

func (c *count) write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	succeeded := 0
	err := inTransaction(ctx, c.db, func(tx *sql.Tx) error {
		for _, rec := range records {
			if err := store(ctx, tx, rec); err != nil {
				return err
			}
			succeeded++
		}
		return nil
	})
	if err != nil && !c.bad {
		return 0, err
	}
	return succeeded, err
}

func (*count) close(context.Context) error { return nil }
