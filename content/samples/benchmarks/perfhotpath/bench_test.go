package perfhotpath

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/rs/zerolog"
	_ "modernc.org/sqlite"
)

const (
	total    = 10_000
	pageSize = 1000
)

// toRecords is one way to turn a page into records.
type toRecords func(
	s *source, ctx context.Context, name string, page []row,
) ([]opencdc.Record, error)

func BenchmarkGood(b *testing.B)      { snapshot(b, (*source).goodRecords) }
func BenchmarkBad(b *testing.B)       { snapshot(b, (*source).badRecords) }
func BenchmarkBadSchema(b *testing.B) { snapshot(b, (*source).badSchemas) }
func BenchmarkBadLog(b *testing.B)    { snapshot(b, (*source).badLog) }

// snapshot reads a table page by page.
func snapshot(b *testing.B, convert toRecords) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "t.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		"CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, stock INTEGER)",
		`WITH RECURSIVE n(i) AS (
			SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO items
			SELECT i, printf('item number %06d', i), i % 7 FROM n`,
	} {
		if _, err := db.ExecContext(b.Context(), statement, total); err != nil {
			b.Fatal(err)
		}
	}
	// The SDK takes its logger from the context; this one drops the line.
	ctx := zerolog.New(b.Output()).Level(zerolog.InfoLevel).
		WithContext(b.Context())
	read := 0
	for b.Loop() {
		s := &source{db: db, known: map[string]table{}}
		for last := int64(0); last < total; {
			page, err := pageAfter(ctx, db, last)
			if err != nil {
				b.Fatal(err)
			}
			recs, err := convert(s, ctx, "items", page)
			if err != nil || len(recs) != pageSize {
				b.Fatalf("%d records of %d rows, %v", len(recs), pageSize, err)
			}
			read += len(recs)
			last = page[len(page)-1][0].(int64)
		}
	}
	b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "records/s")
}

// pageAfter returns the rows after a key.
func pageAfter(ctx context.Context, db *sql.DB, last int64) (
	page []row, err error,
) {
	rows, err := db.QueryContext(ctx, `SELECT id, name, stock FROM items
		WHERE id > ? ORDER BY id LIMIT ?`, last, pageSize)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		r := make(row, 3)
		if err := rows.Scan(&r[0], &r[1], &r[2]); err != nil {
			return nil, err
		}
		page = append(page, r)
	}
	return page, rows.Err()
}
