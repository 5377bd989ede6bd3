package sqlite

import (
	"fmt"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region restart

// TestRestart stops the source after every record in turn, changes rows that
// were and were not yet read while it is down, and starts it again from the
// last acknowledged position.
func TestRestart(t *testing.T) {
	const total = 7 + 3 // rows and changes of restartDB
	for stop := range total + 1 {
		t.Run(fmt.Sprintf("after %d records", stop), func(t *testing.T) {
			db := restartDB(t)
			cfg := db.sourceConfig("orders, notes", "fetchSize", "2")

			src := open(t, cfg, nil)
			db.changeAll(t)
			seen := readExactly(t, src, stop)
			var pos opencdc.Position // nil: nothing was acknowledged
			for _, rec := range seen {
				pos = rec.Position
				if err := src.Ack(t.Context(), pos); err != nil {
					t.Fatal(err)
				}
			}
			teardown(t, src)
			db.changeAll(t)

			src = open(t, cfg, pos)
			seen = append(seen, readUntilIdle(t, src, 3)...)

			// Nothing is lost if the copy equals the original.
			for _, table := range []string{"orders", "notes"} {
				wantEqual(t, replay(t, seen, table), db.content(t, table))
			}
		})
	}
}

// #endregion restart

// restartDB has keys of several columns, of text, negative ones, zero, and one
// that a float64 cannot hold.
func restartDB(t *testing.T) testDB {
	t.Helper()
	return newDB(t,
		`CREATE TABLE orders (shop INTEGER, number TEXT, state TEXT,
			PRIMARY KEY (shop, number)) WITHOUT ROWID`,
		`INSERT INTO orders VALUES (1, 'a', 'new'), (1, 'b', 'new'),
			(2, 'A', 'new'), (-3, 'z', 'new')`,
		`CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)`,
		`INSERT INTO notes VALUES (-5, 'n'), (0, 'zero'),
			(9007199254740993, 'big')`,
	)
}

// changeAll changes a row of each kind. Every call leaves three changes.
func (db testDB) changeAll(t *testing.T) {
	t.Helper()
	db.exec(t, "UPDATE orders SET state = state || '!' WHERE number = 'z'")
	db.exec(t, `DELETE FROM notes WHERE id = (SELECT min(id) FROM notes)`)
	db.exec(t, "INSERT INTO notes (text) VALUES ('added')")
}

// content returns the rows of a table in the form that replay has.
func (db testDB) content(t *testing.T, table string) []string {
	t.Helper()
	var result []string
	switch table {
	case "orders":
		result = db.rows(t, `SELECT json_object('number', number,
			'shop', shop, 'state', state) FROM orders`)
	case "notes":
		result = db.rows(t, `SELECT json_object('id', id, 'text', text)
			FROM notes`)
	}
	slices.Sort(result)
	return result
}

// replay applies records like a destination that upserts.
func replay(
	t *testing.T, recs []opencdc.Record, collection string,
) []string {
	t.Helper()
	rows := map[string]string{}
	for _, rec := range recs {
		name, err := rec.Metadata.GetCollection()
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case name != collection:
		case rec.Operation == opencdc.OperationDelete:
			delete(rows, string(rec.Key.Bytes()))
		default:
			rows[string(rec.Key.Bytes())] = string(rec.Payload.After.Bytes())
		}
	}
	var result []string
	for _, row := range rows {
		result = append(result, row)
	}
	slices.Sort(result)
	return result
}

// One restart is not enough: what only the first run knows is still in the
// position after one, and gone after two.
func TestRestartAfterEachRecord(t *testing.T) {
	db := restartDB(t)
	cfg := db.sourceConfig("orders, notes", "fetchSize", "2")
	var seen []opencdc.Record
	var pos opencdc.Position
	for range 12 { // all rows, and changes
		src := open(t, cfg, pos)
		rec := readExactly(t, src, 1)[0]
		if len(seen) < 5 {
			db.changeAll(t)
		}
		seen = append(seen, rec)
		pos = rec.Position
		teardown(t, src)
	}
	seen = append(seen, readUntilIdle(t, open(t, cfg, pos), 9)...)
	for _, table := range []string{"orders", "notes"} {
		wantEqual(t, replay(t, seen, table), db.content(t, table))
	}
}

func TestRestartReadsNothingAcknowledgedAgain(t *testing.T) {
	db := restartDB(t)
	cfg := db.sourceConfig("orders, notes", "fetchSize", "2")
	src := open(t, cfg, nil)
	db.changeAll(t)
	all := readUntilIdle(t, src, 4)
	teardown(t, src)
	if len(all) != 10 {
		t.Fatalf("got %d records, want 10", len(all))
	}

	// The changes to rows that the first run had not read yet come twice,
	// once in the row and once as a change, so look at positions only.
	for i := range all {
		src := open(t, cfg, all[i].Position)
		for _, rec := range readUntilIdle(t, src, 4) {
			for _, seen := range all[:i+1] {
				if rec.Position.String() == seen.Position.String() {
					t.Fatalf("%s was read again after record %d",
						summary(rec), i+1)
				}
			}
		}
		teardown(t, src)
	}
}
