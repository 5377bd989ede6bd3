// Package snapresume proves the guideline SNAP-RESUME: a snapshot whose
// position does not hold the last keys starts over at each restart.
package snapresume

import (
	"context"
	"database/sql"
	"errors"
)

// position is what Conduit stores with each record.
type position struct {
	Mode string           `json:"mode"`
	Last map[string]int64 `json:"last,omitempty"` // last key of each table
}

// tables are read one after the other.
var tables = []string{"customers", "orders"}

// snapshot reads all rows.
type snapshot struct {
	db   *sql.DB
	last map[string]int64
}

// row is one of a table.
type row struct {
	table string
	id    int64
}

// open begins a snapshot, or continues it.
func open(db *sql.DB, pos position) *snapshot {
	s := &snapshot{db: db, last: map[string]int64{}}
	for table, id := range pos.Last {
		s.last[table] = id
	}
	return s
}

// next returns the row after the last one, sql.ErrNoRows after all of them.
func (s *snapshot) next(ctx context.Context) (row, error) {
	for _, table := range tables {
		r := row{table: table}
		var after any // nothing before the first row
		if id, ok := s.last[table]; ok {
			after = id
		}
		err := s.db.QueryRowContext(ctx, "SELECT id FROM "+table+
			" WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT 1",
			after).Scan(&r.id)
		if !errors.Is(err, sql.ErrNoRows) {
			return r, err
		}
	}
	return row{}, sql.ErrNoRows
}
