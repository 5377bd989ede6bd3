package destraw

import (
	"database/sql"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite" // the driver
)

// Two neighbours above the integers that a float64 can hold exactly.
const (
	even = 1 << 53
	odd  = even + 1
)

func TestProof(t *testing.T) {
	for _, c := range []struct {
		name string
		key  opencdc.Data
	}{
		{"structured", opencdc.StructuredData{"id": int64(odd)}},
		{"raw", opencdc.RawData(`{"id":9007199254740993}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := opencdc.Record{
				Operation: opencdc.OperationDelete, Key: c.key,
			}
			left := after(t, goodFields, rec)
			if !slices.Equal(left, []int64{even}) {
				t.Errorf("good: %d is left, want %d", left, even)
			}
			left = after(t, badFields, rec)
			if !slices.Equal(left, []int64{odd}) {
				t.Errorf("bad: %d is left, want %d", left, odd)
			}
			t.Logf("bad: %s key, delete of %d of 2 rows: left is %d",
				c.name, odd, left)
		})
	}
	t.Run("values that JSON does not have", func(t *testing.T) {
		data := opencdc.StructuredData{"x": math.NaN()}
		reason, err := panics(goodFields, data)
		if reason != nil || err != nil {
			t.Errorf("good: %v, panic: %v", err, reason)
		}
		reason, _ = panics(badFields, data)
		if reason == nil {
			t.Error("bad: no panic")
		}
		t.Logf("bad: payload with NaN, panic: %v", reason)
	})
	t.Run("not JSON", func(t *testing.T) {
		if _, err := goodFields(opencdc.RawData("k-1")); err == nil {
			t.Error("good: no error")
		}
	})
}

// panics parses, and returns what a panic says.
func panics(parse parser, data opencdc.Data) (reason any, err error) {
	defer func() { reason = recover() }()
	_, err = parse(data)
	return nil, err
}

// after deletes one of two rows and returns the other one.
func after(t *testing.T, parse parser, rec opencdc.Record) (left []int64) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		"CREATE TABLE users (id INTEGER PRIMARY KEY)",
		"INSERT INTO users VALUES (9007199254740992), (9007199254740993)",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := remove(t.Context(), db, parse, rec); err != nil {
		t.Fatal(err)
	}
	found, err := db.QueryContext(t.Context(), "SELECT id FROM users")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var id int64
		if err := found.Scan(&id); err != nil {
			t.Fatal(err)
		}
		left = append(left, id)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return left
}
