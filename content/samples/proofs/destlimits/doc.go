// Package destlimits proves the guideline DEST-LIMITS: one statement for the
// whole slice fails above a limit of the database, however often it is tried.
package destlimits

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
)

type destination struct{ db *sql.DB }

// Parameters that the database takes in one statement. SQLite's default is
// 32,766; the test sets this lower value, to be fast.
const (
	parameters = 200
	maxRows    = parameters / 2 // two columns
)

// insert stores all records with one statement, or none.
func (d *destination) insert(
	ctx context.Context, records []opencdc.Record,
) error {
	var args []any
	for _, rec := range records {
		row, ok := rec.Payload.After.(opencdc.StructuredData)
		if !ok {
			return fmt.Errorf("payload is a %T", rec.Payload.After)
		}
		args = append(args, row["id"], row["name"])
	}
	_, err := d.db.ExecContext(ctx,
		"INSERT INTO users (id, name) VALUES (?, ?)"+
			strings.Repeat(", (?, ?)", len(records)-1)+
			" ON CONFLICT (id) DO UPDATE SET name = excluded.name", args...)
	return err
}
