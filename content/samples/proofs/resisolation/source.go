// Package resisolation proves the guideline RES-ISOLATION: what a source reads
// from a replication slot that an application reads, too, is missing there.
package resisolation

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// base reads the changes of a PostgreSQL database.
type base struct {
	conn           *pgx.Conn
	id             string // of the connector, as CDC-TRACKING-NAMES says
	configuredSlot string
}

// changes returns what a slot holds, and removes it there: the next reader of
// the slot gets what comes after it.
func changes(
	ctx context.Context, conn *pgx.Conn, slot string,
) ([]string, error) {
	rows, err := conn.Query(ctx, `
		SELECT data FROM pg_logical_slot_get_changes(
			$1, NULL, NULL, 'include-xids', 'false', 'skip-empty-xacts', 'true')
		WHERE data LIKE 'table %'`, slot)
	if err != nil {
		return nil, fmt.Errorf("read slot %q: %w", slot, err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
