package snapresume

import (
	"database/sql"
	"encoding/json"
	"errors"
	"testing"

	_ "modernc.org/sqlite"
)

type positionFunc func(*snapshot, row) position

// run is as many starts as it takes, at most ten. Each but the last delivers
// some rows and stops.
func run(
	t *testing.T, db *sql.DB, at positionFunc, rowsPerStart int,
) (delivered map[row]int, ended bool) {
	t.Helper()
	delivered = map[row]int{}
	stored := []byte("{}")
	for range 10 {
		var pos position
		if err := json.Unmarshal(stored, &pos); err != nil {
			t.Fatal(err)
		}
		s := open(db, pos)
		for range rowsPerStart {
			r, err := s.next(t.Context())
			if errors.Is(err, sql.ErrNoRows) {
				return delivered, true
			}
			if err != nil {
				t.Fatal(err)
			}
			delivered[r]++
			if stored, err = json.Marshal(at(s, r)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return delivered, false
}

func TestProof(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	_, err = db.ExecContext(t.Context(), `
		CREATE TABLE customers (id INTEGER PRIMARY KEY);
		CREATE TABLE orders (id INTEGER PRIMARY KEY);
		INSERT INTO customers VALUES (0), (1), (2);
		INSERT INTO orders VALUES (1), (2), (3)`)
	if err != nil {
		t.Fatal(err)
	}

	for n := 1; n <= 7; n++ { // stops after each row in turn
		got, ended := run(t, db, (*snapshot).goodPosition, n)
		if len(got) != 6 || !ended {
			t.Errorf("good, %d rows per start: %v, ended: %v", n, got, ended)
		}
		for r, times := range got {
			if times != 1 {
				t.Errorf("good: %v was delivered %d times", r, times)
			}
		}
	}

	got, ended := run(t, db, (*snapshot).badPosition, 4)
	first, last := row{"customers", 0}, row{"orders", 3}
	if len(got) != 4 || got[first] != 10 || got[last] != 0 || ended {
		t.Errorf("bad: %v, ended: %v", got, ended)
	}
	t.Logf("bad: 10 starts of 4 rows each: %d of 6 rows were delivered, "+
		"each %d times", len(got), got[first])
	t.Logf("bad: the last row was delivered %d times, the snapshot has "+
		"ended: %v", got[last], ended)
}
