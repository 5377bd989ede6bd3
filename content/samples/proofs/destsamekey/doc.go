// Package destsamekey proves the guideline DEST-SAME-KEY: who keeps the last
// record of each key loses the fields that only earlier records carry.
package destsamekey

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
)

// rowOf returns the fields of a record, with its key among them.
func rowOf(rec opencdc.Record) opencdc.StructuredData {
	row, _ := rec.Payload.After.(opencdc.StructuredData)
	return row
}

// keyOf returns the key as something that can be compared.
func keyOf(rec opencdc.Record) string { return fmt.Sprint(rowOf(rec)["id"]) }

func columnsOf(rec opencdc.Record) []string {
	return slices.Sorted(maps.Keys(rowOf(rec)))
}

func sameColumns(a, b opencdc.Record) bool {
	return slices.Equal(columnsOf(a), columnsOf(b))
}

// cutByColumns cuts where the columns change.
func cutByColumns(records []opencdc.Record) (runs [][]opencdc.Record) {
	for i, rec := range records {
		if i == 0 || !sameColumns(rec, records[i-1]) {
			runs = append(runs, nil)
		}
		last := len(runs) - 1
		runs[last] = append(runs[last], rec)
	}
	return runs
}

// upsert writes a run with one statement of many rows. It refuses a key that
// comes twice in it, with PostgreSQL's words: SQLite would accept it.
func upsert(ctx context.Context, tx *sql.Tx, run []opencdc.Record) error {
	columns := columnsOf(run[0])
	seen := map[string]bool{}
	var rows, set []string
	var args []any
	for _, rec := range run {
		if seen[keyOf(rec)] {
			return fmt.Errorf("ON CONFLICT DO UPDATE command cannot affect " +
				"row a second time")
		}
		seen[keyOf(rec)] = true
		for _, name := range columns {
			args = append(args, rowOf(rec)[name])
		}
		rows = append(rows, "(?"+strings.Repeat(", ?", len(columns)-1)+")")
	}
	for _, name := range columns {
		set = append(set, name+" = excluded."+name)
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(
		"INSERT INTO users (%s) VALUES %s ON CONFLICT (id) DO UPDATE SET %s",
		strings.Join(columns, ", "), strings.Join(rows, ", "),
		strings.Join(set, ", ")), args...)
	return err
}
