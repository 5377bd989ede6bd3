package sqlite

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// The figures are for comparison within one run: npm run bench:samples.

// benchPage is the default of "fetchSize".
const benchPage = 1000

// readAll is one way to read a table page by page. It returns the rows read.
type readAll func(ctx context.Context, s *snapshotIterator) (int, error)

// byKey is the way of the source.
func byKey(ctx context.Context, s *snapshotIterator) (int, error) {
	t := s.tables[0]
	for count := 0; ; {
		rows, err := s.page(ctx, t)
		if err != nil || len(rows) == 0 {
			return count, err
		}
		count += len(rows)
		progress := s.pos.Tables[t.name]
		progress.LastKey, err = iterator.NewKey(
			t.storedKey(rows[len(rows)-1])...)
		if err != nil {
			return count, err
		}
		s.pos.Tables[t.name] = progress
	}
}

// byOffset lets the database count the rows that it has to skip.
func byOffset(ctx context.Context, s *snapshotIterator) (int, error) {
	t := s.tables[0]
	query := fmt.Sprintf("SELECT %s FROM %s ORDER BY %s LIMIT ? OFFSET ?",
		list(t.columnNames(), stored), quote(t.name),
		list(t.keyNames(), quote))
	for offset := 0; ; {
		rows, err := read(ctx, s.view, query, []any{s.size, offset})
		if err != nil || len(rows) == 0 {
			return offset, err
		}
		offset += len(rows)
	}
}

// records is the whole snapshot: pages by key, as records with positions.
func records(ctx context.Context, s *snapshotIterator) (int, error) {
	for count := 0; ; {
		recs, err := s.NextN(ctx, 0)
		if errors.Is(err, iterator.ErrDone) {
			return count, nil
		}
		if err != nil {
			return count, err
		}
		count += len(recs)
	}
}

func BenchmarkSnapshot(b *testing.B) {
	for _, total := range []int{50_000, 200_000} {
		db := newDB(b, `CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT,
			price REAL, sold BOOLEAN, at DATETIME)`)
		db.exec(b, `WITH RECURSIVE n(i) AS (
				SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO t SELECT i, printf('item number %06d', i), i / 3.0,
				i % 2, '2026-01-02 03:04:05' FROM n`, total)
		for name, way := range map[string]readAll{
			"key": byKey, "offset": byOffset, "records": records,
		} {
			b.Run(fmt.Sprintf("%s/%d", name, total), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					s, end := benchSnapshot(b, db)
					b.StartTimer()
					count, err := way(b.Context(), s)
					b.StopTimer()
					if err != nil || count != total {
						b.Fatalf("read %d of %d, %v", count, total, err)
					}
					end()
					b.StartTimer()
				}
				reportRows(b, total)
			})
		}
	}
}

// benchSnapshot begins a snapshot of the table t.
func benchSnapshot(
	b *testing.B, db testDB,
) (s *snapshotIterator, end func()) {
	b.Helper()
	opened, err := openDatabase(b.Context(), db.path)
	if err != nil {
		b.Fatal(err)
	}
	sys := &system{db: opened, schemas: schemas{},
		config: &SourceConfig{FetchSize: benchPage}}
	t, err := sys.describe(b.Context(), "t")
	if err != nil {
		b.Fatal(err)
	}
	sys.tables = []table{t}
	it, err := sys.Snapshot(b.Context(), iterator.Position{
		System: "bench", Mode: iterator.ModeSnapshot, ChangesAfter: "0",
	})
	if err != nil {
		b.Fatal(err)
	}
	return it.(*snapshotIterator), func() {
		if err := it.Teardown(b.Context()); err != nil {
			b.Fatal(err)
		}
		if err := opened.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, size := range []int{1, 100, 1000} {
		total := max(5000, 50*size) // enough batches for a steady figure
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			db := newDB(b, `CREATE TABLE t (id INTEGER PRIMARY KEY,
				name TEXT, price REAL, sold BOOLEAN)`)
			d := destination(b, db, "t")
			id := 0
			for b.Loop() {
				for range total / size {
					b.StopTimer()
					batch := make([]opencdc.Record, size)
					for i := range batch {
						id++
						batch[i] = rec(create, "", data{"id": id}, data{
							"id": id, "name": fmt.Sprintf("item %06d", id),
							"price": float64(id) / 3, "sold": id%2 == 0,
						})
					}
					b.StartTimer()
					n, err := d.Write(b.Context(), batch)
					if err != nil || n != size {
						b.Fatalf("wrote %d of %d, %v", n, size, err)
					}
				}
			}
			reportRows(b, total)
		})
	}
}

func reportRows(b *testing.B, perLoop int) {
	b.Helper()
	b.ReportMetric(float64(perLoop*b.N)/b.Elapsed().Seconds(), "rows/s")
}
