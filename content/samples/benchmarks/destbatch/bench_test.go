package destbatch

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite"
)

const (
	total = 5000
	size  = 100 // of a slice
)

type writer interface {
	Write(context.Context, []opencdc.Record) (int, error)
}

func BenchmarkGood(b *testing.B) {
	write(b, func(db *sql.DB) writer { return &good{db} })
}

func BenchmarkBad(b *testing.B) {
	write(b, func(db *sql.DB) writer { return &bad{db} })
}

// write stores new records in a local file. No commit waits for the disk: what
// is measured is the least that a transaction costs.
func write(b *testing.B, create func(*sql.DB) writer) {
	db, err := sql.Open("sqlite",
		"file:"+filepath.Join(b.TempDir(), "t.db")+
			"?_pragma=journal_mode(wal)&_pragma=synchronous(off)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	_, err = db.ExecContext(b.Context(),
		"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)")
	if err != nil {
		b.Fatal(err)
	}
	d, id := create(db), 0
	for b.Loop() {
		for range total / size {
			records := make([]opencdc.Record, size)
			for i := range records {
				id++
				records[i].Payload.After = opencdc.StructuredData{
					"id": id, "name": fmt.Sprintf("item number %06d", id),
				}
			}
			n, err := d.Write(b.Context(), records)
			if err != nil || n != size {
				b.Fatalf("wrote %d of %d, %v", n, size, err)
			}
		}
	}
	var stored int
	err = db.QueryRowContext(b.Context(),
		"SELECT count(*) FROM t").Scan(&stored)
	if err != nil || stored != id {
		b.Fatalf("%d rows of %d are stored, %v", stored, id, err)
	}
	b.ReportMetric(float64(id)/b.Elapsed().Seconds(), "records/s")
}
