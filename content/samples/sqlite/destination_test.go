package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// destination opens the connector without its middleware, so that a test sees
// what Write itself returns.
func destination(t testing.TB, db testDB, table string) *Destination {
	t.Helper()
	d := &Destination{config: DestinationConfig{
		Config: Config{URL: db.path}, Table: table,
	}}
	if err := d.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 2 { // twice is fine
			if err := d.Teardown(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
	return d
}

func newItems(t *testing.T) testDB {
	return newDB(t,
		"CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, n INTEGER)",
		"CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
}

type data = opencdc.StructuredData

// rec is a record for a test; a delete has no payload.
func rec(
	op opencdc.Operation, collection string, key, after opencdc.Data,
) opencdc.Record {
	meta := opencdc.Metadata{}
	if collection != "" {
		meta.SetCollection(collection)
	}
	return opencdc.Record{
		Operation: op, Metadata: meta, Key: key,
		Payload: opencdc.Change{After: after},
	}
}

const (
	create   = opencdc.OperationCreate
	update   = opencdc.OperationUpdate
	deleted  = opencdc.OperationDelete
	snapshot = opencdc.OperationSnapshot
)

func wantWritten(t *testing.T, d *Destination, recs ...opencdc.Record) {
	t.Helper()
	n, err := d.Write(t.Context(), recs)
	if err != nil || n != len(recs) {
		t.Fatalf("Write returned %d, %v, want %d", n, err, len(recs))
	}
}

func TestWriteKeepsOrder(t *testing.T) {
	db := newItems(t)
	d := destination(t, db, "")
	batch := []opencdc.Record{
		rec(create, "items", data{"id": 1}, data{"id": 1, "name": "a"}),
		rec(create, "items", data{"id": 2}, data{"id": 2, "name": "b"}),
		rec(create, "other", data{"id": 1}, data{"id": 1, "name": "x"}),
		rec(deleted, "items", data{"id": 1}, nil),
		rec(create, "items", data{"id": 1}, data{"id": 1, "name": "c"}),
		rec(update, "items", data{"id": 1}, data{"id": 1, "name": "d"}),
		rec(update, "items", data{"id": 2}, data{"id": 2, "n": 5}),
		rec(deleted, "other", data{"id": 1}, nil),
		rec(create, "other", data{"id": 2}, data{"id": 2, "name": "y"}),
		rec(snapshot, "items", data{"id": 3}, data{"id": 3}),
	}
	for range 2 { // the second time changes nothing
		wantWritten(t, d, batch...)
		wantEqual(t, db.rows(t, "SELECT id, name, n FROM items"),
			[]string{"1 d <nil>", "2 b 5", "3 <nil> <nil>"})
		wantEqual(t, db.rows(t, "SELECT id, name FROM other"),
			[]string{"2 y"})
	}
	if n, err := d.Write(t.Context(), nil); n != 0 || err != nil {
		t.Fatalf("no records: %d, %v", n, err)
	}
}

// A second delivery goes through old states again. Upserts cope with that; a
// unique column besides the primary key does not.
func TestSecondDeliveryAndUniqueColumns(t *testing.T) {
	db := newItems(t)
	d := destination(t, db, "other")
	batch := []opencdc.Record{
		rec(create, "", data{"id": 1}, data{"id": 1, "name": "x"}),
		rec(deleted, "", data{"id": 1}, nil),
		// The name is free only because the row before is gone.
		rec(create, "", data{"id": 2}, data{"id": 2, "name": "x"}),
	}
	wantWritten(t, d, batch...)
	n, err := d.Write(t.Context(), batch)
	wantError(t, err, "record 1", "UNIQUE constraint failed: other.name")
	if n != 0 {
		t.Fatalf("%d records reported as written, want 0", n)
	}
}

func TestRunsNeverReorder(t *testing.T) {
	var writes []write
	for _, statement := range []string{"a", "a", "b", "a", "c", "c", "c"} {
		writes = append(writes, write{
			statement: statement, args: []any{len(writes)},
		})
	}
	var got []string
	for _, r := range runs(writes) {
		text := r[0].statement
		for _, w := range r {
			text += fmt.Sprint(w.args...)
		}
		got = append(got, text)
	}
	wantEqual(t, got, []string{"a01", "b2", "a3", "c456"})
	if len(runs(nil)) != 0 {
		t.Fatal("no writes, but a run")
	}
}

func TestWriteAllOrNothing(t *testing.T) {
	good := rec(create, "items", data{"id": 1}, data{"id": 1, "name": "a"})
	for name, test := range map[string]struct {
		bad  opencdc.Record
		want string
	}{
		"in the database": {
			rec(create, "other", data{"id": 2}, data{"name": "taken"}),
			`record 2, table "other": constraint failed: UNIQUE`},
		"before it": {
			rec(create, "nowhere", data{"id": 2}, data{}),
			`record 2 of 3: table "nowhere" does not exist`},
	} {
		t.Run(name, func(t *testing.T) {
			db := newItems(t)
			db.exec(t, "INSERT INTO other VALUES (1, 'taken')")
			d := destination(t, db, "")
			n, err := d.Write(t.Context(),
				[]opencdc.Record{good, test.bad, good})
			wantError(t, err, test.want)
			if n != 0 {
				t.Fatalf("%d records reported as written, want 0", n)
			}
			if left := db.rows(t, "SELECT * FROM items"); len(left) > 0 {
				t.Fatalf("written in spite of the error: %q", left)
			}
			wantWritten(t, d, good) // the next batch is not affected
		})
	}
}

func TestWriteDoesNotChangeRecords(t *testing.T) {
	db := newItems(t)
	d := destination(t, db, "items")
	r := rec(create, "", data{"id": 1}, data{"name": "a"})
	before := string(r.Bytes())
	wantWritten(t, d, r)
	if after := string(r.Bytes()); after != before {
		t.Fatalf("the record was changed from %s to %s", before, after)
	}
}

func TestWriteKeysAndPayloads(t *testing.T) {
	raw := func(s string) opencdc.RawData { return opencdc.RawData(s) }
	for name, test := range map[string]struct {
		record opencdc.Record
		want   string // the row, or the error
	}{
		"raw": {rec(create, "", raw(`{"id":9007199254740993}`),
			raw(`{"name":"a","n":-1}`)), "9007199254740993 a -1"},
		"no key": {rec(create, "", nil, data{"id": 1, "n": 2}),
			"1 <nil> 2"},
		"raw key, row has it": {rec(create, "", raw("k-1"),
			data{"id": 1, "n": 2}), "1 <nil> 2"},
		"key only": {rec(create, "", data{"id": 1}, nil), "1 <nil> <nil>"},
		"nowhere": {rec(create, "", nil, data{"n": 2}),
			`primary key column "id" has a value neither`},
		"NULL": {rec(create, "", data{"id": nil}, data{"n": 2}),
			`primary key column "id" has a value neither`},
		"raw key, row lacks it": {rec(create, "", raw("k-1"), data{"n": 2}),
			"raw data is not a JSON object"},
		"raw payload": {rec(create, "", data{"id": 1}, raw("text")),
			"payload: raw data is not a JSON object"},
		"raw array": {rec(create, "", data{"id": 1}, raw("[1]")),
			"payload: raw data is not a JSON object"},
		"two objects": {rec(create, "", data{"id": 1}, raw("{}{}")),
			"more than one value"},
		"nested": {rec(create, "", data{"id": 1},
			data{"name": map[string]any{"first": "a"}}),
			`column "name": cannot store a map[string]interface {}`},
		"unknown column": {rec(create, "", data{"id": 1},
			data{"colour": "red"}), "no column named colour"},
		"delete without key": {rec(deleted, "", nil, nil),
			`primary key column "id" has a value neither`},
		"no operation": {rec(0, "", data{"id": 1}, nil),
			"unknown operation"},
	} {
		t.Run(name, func(t *testing.T) {
			db := newItems(t)
			d := destination(t, db, "items")
			_, err := d.Write(t.Context(), []opencdc.Record{test.record})
			if err != nil {
				wantError(t, err, "record 1", `"items"`, test.want)
				return
			}
			got := db.rows(t, "SELECT id, name, n FROM items")
			wantEqual(t, got, []string{test.want})
		})
	}
}

func TestWriteDelete(t *testing.T) {
	db := newDB(t, `CREATE TABLE t (a INTEGER, b TEXT, v TEXT,
		PRIMARY KEY (b, a))`,
		"INSERT INTO t VALUES (1, 'x', ''), (2, 'x', ''), (3, 'x', '')")
	d := destination(t, db, "t")
	byBefore := rec(deleted, "", nil, nil)
	byBefore.Payload.Before = data{"a": 3, "b": "x", "v": ""}
	wantWritten(t, d,
		rec(deleted, "", data{"a": 1, "b": "x"}, nil),
		rec(deleted, "", data{"a": 1, "b": "x"}, nil), // is gone already
		byBefore)
	wantEqual(t, db.rows(t, "SELECT a FROM t"), []string{"2"})
}

func TestWriteRoutes(t *testing.T) {
	db := newItems(t)
	d := destination(t, db, "items")
	wantWritten(t, d,
		rec(create, "", data{"id": 1}, nil),
		rec(create, "other", data{"id": 2}, nil))
	wantEqual(t, db.rows(t, "SELECT id FROM items"), []string{"1"})
	wantEqual(t, db.rows(t, "SELECT id FROM other"), []string{"2"})

	d = destination(t, db, "")
	_, err := d.Write(t.Context(),
		[]opencdc.Record{rec(create, "", data{"id": 1}, nil)})
	wantError(t, err, "names no table", `"table"`, "opencdc.collection")
}

func TestToStored(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.FixedZone("x", 3600))
	for _, test := range []struct{ value, want any }{
		{nil, nil}, {true, int64(1)}, {false, int64(0)}, {int(-1), int64(-1)},
		{int8(1), int64(1)}, {int16(1), int64(1)}, {int32(1), int64(1)},
		{uint8(1), int64(1)}, {uint16(1), int64(1)}, {uint32(1), int64(1)},
		{uint(1), int64(1)}, {uint64(math.MaxInt64), int64(math.MaxInt64)},
		{float32(0.5), 0.5}, {"a", "a"},
		{json.Number("9007199254740993"), int64(9007199254740993)},
		{json.Number("1e3"), 1000.0}, {at, "2026-01-02 02:04:05.000006"},
	} {
		got, err := toStored(test.value)
		if err != nil || got != test.want {
			t.Errorf("%T %v: got %v, %v, want %v",
				test.value, test.value, got, err, test.want)
		}
	}
	for _, value := range []any{
		uint64(math.MaxUint64), json.Number("9223372036854775808"),
		[]any{1}, time.Second,
	} {
		if got, err := toStored(value); err == nil {
			t.Errorf("%T: got %v, want an error", value, got)
		}
	}
}

func TestDestinationDefaultsToBatches(t *testing.T) {
	params := Connector.NewSpecification().DestinationParams
	if params["sdk.batch.size"].Default != "1000" ||
		params["sdk.batch.delay"].Default != "100ms" {
		t.Fatal("a size without a delay leaves records waiting")
	}
}

func TestDestinationOpen(t *testing.T) {
	d := &Destination{config: DestinationConfig{
		Config: Config{URL: filepath.Join(t.TempDir(), "none.db")},
	}}
	wantError(t, d.Open(t.Context()), "none.db", "no such file")
	if err := d.Teardown(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// What the source reads, the destination stores: both tables end up equal.
func TestCopy(t *testing.T) {
	const schema = `CREATE TABLE t (id TEXT NOT NULL, n INTEGER, r REAL,
		b BLOB, f BOOLEAN, d DATETIME, PRIMARY KEY (id, n)) WITHOUT ROWID`
	from := newDB(t, schema, `INSERT INTO t VALUES
		('a', 1, 0.1, x'00', true, '2026-01-02 03:04:05'),
		('b', 9007199254740993, NULL, x'', NULL, NULL)`)
	to := newDB(t, schema)
	src := open(t, from.sourceConfig("t"), nil)
	from.exec(t, "UPDATE t SET n = n + 1, f = false WHERE id = 'a'")
	from.exec(t, "INSERT INTO t (id, n) VALUES ('c', -1), ('d', 0)")
	from.exec(t, "DELETE FROM t WHERE id = 'c'")

	d := destination(t, to, "")
	recs := readUntilIdle(t, src, 5)
	wantWritten(t, d, recs...)
	wantWritten(t, d, slices.Clone(recs)...) // a second delivery
	const query = `SELECT id, typeof(n) || n, quote(r), quote(b), quote(f),
		quote(d) FROM t`
	wantEqual(t, to.rows(t, query), from.rows(t, query))
}
