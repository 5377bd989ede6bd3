// Package cdcdowntime proves the guideline CDC-DOWNTIME: a source that removes
// its triggers when it stops never sees what happens until its next start.
package cdcdowntime

import (
	"context"
	"database/sql"
	"errors"
)

// source reads what triggers record.
type source struct {
	conn *sql.Conn
	last int64 // number of the last change, as in the position
}

// open creates what captures changes, unless it is there.
func open(
	ctx context.Context, db *sql.DB, last int64,
) (*source, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	_, err = conn.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS changes (
			seq INTEGER PRIMARY KEY, what TEXT);
		CREATE TRIGGER IF NOT EXISTS on_insert AFTER INSERT ON customers
			BEGIN INSERT INTO changes (what)
				VALUES ('insert ' || new.id); END;
		CREATE TRIGGER IF NOT EXISTS on_delete AFTER DELETE ON customers
			BEGIN INSERT INTO changes (what)
				VALUES ('delete ' || old.id); END`)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &source{conn: conn, last: last}, nil
}

// removeTriggers ends the capture of changes.
func (s *source) removeTriggers(ctx context.Context) error {
	_, err := s.conn.ExecContext(ctx,
		"DROP TRIGGER on_insert; DROP TRIGGER on_delete")
	return err
}

// read returns the changes after the last one.
func (s *source) read(ctx context.Context) (changes []string, err error) {
	rows, err := s.conn.QueryContext(ctx,
		"SELECT seq, what FROM changes WHERE seq > ? ORDER BY seq", s.last)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var what string
		if err := rows.Scan(&s.last, &what); err != nil {
			return nil, err
		}
		changes = append(changes, what)
	}
	return changes, rows.Err()
}
