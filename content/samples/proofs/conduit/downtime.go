package conduit

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// downtime shows CDC-DOWNTIME: it creates the triggers that capture changes.
// The bad one removes them when it stops.
type downtime struct {
	follower
	bad bool
}

// triggers log the new row, and of a deletion the old one.
var triggers = []struct{ operation, event, row string }{
	{"create", "INSERT", "NEW"},
	{"update", "UPDATE", "NEW"},
	{"delete", "DELETE", "OLD"},
}

func (d *downtime) open(ctx context.Context, pos opencdc.Position) error {
	err := inTransaction(ctx, d.db, func(tx *sql.Tx) error {
		for _, t := range triggers {
			_, err := tx.ExecContext(ctx, fmt.Sprintf(
				`CREATE TRIGGER IF NOT EXISTS log_%[1]s AFTER %[2]s ON items
				BEGIN
					INSERT INTO changes (operation, id, text)
					VALUES ('%[1]s', %[3]s.id, %[3]s.text);
				END`, t.operation, t.event, t.row))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.follower.open(ctx, pos)
}

func (d *downtime) close(ctx context.Context) error {
	if !d.bad {
		return nil
	}
	return inTransaction(ctx, d.db, func(tx *sql.Tx) error {
		for _, t := range triggers {
			_, err := tx.ExecContext(ctx,
				"DROP TRIGGER IF EXISTS log_"+t.operation)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
