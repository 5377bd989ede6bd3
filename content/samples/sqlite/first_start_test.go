package sqlite

import (
	"fmt"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// TestRestartBeforeTheFirstPosition kills the source again and again before
// Conduit has stored a position. What it delivered is at the destination all
// the same, so rows that are deleted between two starts must go from there.
func TestRestartBeforeTheFirstPosition(t *testing.T) {
	for _, mode := range []string{"initial", "never"} {
		for _, stop := range []int{0, 1, 5, 7, 10} { // 7 rows, 3 changes
			name := fmt.Sprintf("%s, after %d records", mode, stop)
			t.Run(name, func(t *testing.T) {
				db := restartDB(t)
				cfg := db.sourceConfig("orders, notes", "fetchSize", "2",
					"snapshot.mode", mode)
				if mode == "never" { // every row comes as a change
					teardown(t, open(t, cfg, nil))
					db.exec(t, "UPDATE orders SET state = state")
					db.exec(t, "UPDATE notes SET text = text")
				}

				var seen []opencdc.Record
				for range 2 {
					src := open(t, cfg, nil)
					db.changeAll(t)
					seen = append(seen, readExactly(t, src, stop)...)
					teardown(t, src) // nothing was acknowledged
					db.changeAll(t)
				}
				seen = append(seen, readUntilIdle(t, open(t, cfg, nil), 3)...)
				for _, table := range []string{"orders", "notes"} {
					wantEqual(t, replay(t, seen, table),
						db.content(t, table))
				}
			})
		}
	}
}

// The start is kept next to the log, so it must not come back to life later.
func TestFirstStartIsLeftBehind(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t", "tracking.retention", "0s")
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (2)")
	db.exec(t, "DELETE FROM t WHERE id = 2")
	recs := readExactly(t, src, 3)
	teardown(t, src)

	// Without a position everything is kept, however often it starts.
	for range 2 {
		teardown(t, open(t, cfg, nil))
		wantEqual(t, db.rows(t, "SELECT seq FROM _conduit_changes"),
			[]string{"1", "2"})
	}

	// A position in the snapshot needs all of it, too.
	src = open(t, cfg, recs[0].Position)
	recs = readExactly(t, src, 2)
	wantEqual(t, db.rows(t, "SELECT seq FROM _conduit_changes"),
		[]string{"1", "2"})

	// Cleaning up moves the point: what was acknowledged is not needed.
	if err := src.Ack(t.Context(), recs[0].Position); err != nil {
		t.Fatal(err)
	}
	teardown(t, src)
	wantEqual(t, db.rows(t, "SELECT seq FROM _conduit_changes"),
		[]string{"2"})

	// Conduit lost its data: the rows, then what nobody acknowledged.
	src = open(t, cfg, nil)
	wantEqual(t, summaries(readUntilIdle(t, src, 9)), []string{
		`snapshot t {"id":1}: - -> {"id":1}`,
		`delete t {"id":2}: {"id":2} -> -`,
	})
}

func TestNewConnectorStartsAfresh(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (2)")
	db.exec(t, "DELETE FROM t WHERE id = 1")
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	// The same connector goes on from where it was.
	src = open(t, cfg, pos)
	wantEqual(t, summaries(readUntilIdle(t, src, 9)), []string{
		`create t {"id":2}: - -> {"id":2}`,
		`delete t {"id":1}: {"id":1} -> -`,
	})
	teardown(t, src)

	// Conduit deletes the old connector when its ID is gone from the file.
	raw := map[string]string{"url": db.path, "tables": "t"}
	if err := NewSource().LifecycleOnDeleted(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, summaries(readUntilIdle(t, open(t, cfg, nil), 9)),
		[]string{`snapshot t {"id":2}: - -> {"id":2}`})
}
