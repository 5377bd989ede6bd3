package snapmemory

import (
	"context"
	"database/sql"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite"
)

// fetch is one way to get records from the table.
type fetch func(*snapshot, context.Context) ([]opencdc.Record, error)

const pageSize = 1000

func BenchmarkGood(b *testing.B) {
	b.Run("10000", func(b *testing.B) {
		hold(b, 10_000, (*snapshot).goodFetch)
	})
	b.Run("100000", func(b *testing.B) {
		hold(b, 100_000, (*snapshot).goodFetch)
	})
}

func BenchmarkBad(b *testing.B) {
	b.Run("10000", func(b *testing.B) {
		hold(b, 10_000, (*snapshot).badFetch)
	})
	b.Run("100000", func(b *testing.B) {
		hold(b, 100_000, (*snapshot).badFetch)
	})
}

// hold begins the snapshot of a table, and reports what is on the heap when
// the first record leaves.
func hold(b *testing.B, total int, way fetch) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "t.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		"CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)",
		`WITH RECURSIVE n(i) AS (
			SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO items SELECT i, printf('item number %06d', i) FROM n`,
	} {
		if _, err := db.ExecContext(b.Context(), statement, total); err != nil {
			b.Fatal(err)
		}
	}
	held := 0.0
	for b.Loop() {
		before := live()
		s := &snapshot{db: db, fetch: way, pageSize: pageSize}
		recs, err := s.next(b.Context(), 1)
		if err != nil || len(recs) != 1 {
			b.Fatalf("got %d records, %v", len(recs), err)
		}
		held += live() - before

		read := 1 // the rest comes, too
		for ; ; read += len(recs) {
			recs, err = s.next(b.Context(), pageSize)
			if err != nil {
				b.Fatal(err)
			}
			if len(recs) == 0 {
				break
			}
		}
		if read != total {
			b.Fatalf("read %d of %d", read, total)
		}
	}
	b.ReportMetric(held/float64(b.N)/1e6, "MB")
}

// live returns the bytes on the heap that are still in use.
func live() float64 {
	runtime.GC()
	runtime.GC() // what the first one has finalised
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}
