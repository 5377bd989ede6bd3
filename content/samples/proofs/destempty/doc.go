// Package destempty proves the guideline DEST-EMPTY: a Write that returns the
// number of changed rows does not get past a batch that changes nothing.
package destempty

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// destination writes to a table of users, without those that the user of the
// connector leaves out.
type destination struct {
	sdk.UnimplementedDestination
	db *sql.DB
}

func (*destination) Config() sdk.DestinationConfig { return &config{} }

func (*destination) Open(context.Context) error { return nil }

func (*destination) Teardown(context.Context) error { return nil }

type config struct {
	sdk.UnimplementedDestinationConfig
}

// rowsOf returns the rows to write. It leaves out robots.
func rowsOf(records []opencdc.Record) (rows []opencdc.StructuredData) {
	for _, rec := range records {
		row, ok := rec.Payload.After.(opencdc.StructuredData)
		if ok && row["robot"] == nil {
			rows = append(rows, row)
		}
	}
	return rows
}

// upsert stores all rows with one statement, or none. It returns how many rows
// it changed: as in MySQL, a row that is the same already does not count.
func (d *destination) upsert(
	ctx context.Context, rows []opencdc.StructuredData,
) (int, error) {
	var values []string
	var args []any
	for _, row := range rows {
		values = append(values, "(?, ?)")
		args = append(args, row["id"], row["name"])
	}
	result, err := d.db.ExecContext(ctx,
		"INSERT INTO users (id, name) VALUES "+strings.Join(values, ", ")+
			" ON CONFLICT (id) DO UPDATE SET name = excluded.name"+
			" WHERE name IS NOT excluded.name", args...)
	if err != nil {
		return 0, fmt.Errorf("upsert %d rows: %w", len(rows), err)
	}
	changed, err := result.RowsAffected()
	return int(changed), err
}
