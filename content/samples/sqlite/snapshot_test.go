package sqlite

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

func TestSnapshotPages(t *testing.T) {
	for name, test := range map[string]struct {
		columns string // of the key, their definition
		keys    []string
	}{
		"integers": {"a INTEGER PRIMARY KEY", []string{
			"-9007199254740993", "-1", "0", "1", "9007199254740992",
			"9007199254740993", "9223372036854775807",
		}},
		"text": {"a TEXT PRIMARY KEY NOT NULL", []string{
			"''", "' '", "'A'", "'a'", "'it''s'", "'ä'", "'日本'",
		}},
		"text without case": {
			"a TEXT COLLATE NOCASE PRIMARY KEY",
			[]string{"'a'", "'B'", "'c'", "'D'"},
		},
		"composite": {
			"a INTEGER, b TEXT, PRIMARY KEY (a, b)",
			[]string{"1, 'x'", "1, 'y'", "2, 'a'", "2, 'x'", "3, ''"},
		},
		"composite, other order": {
			"a INTEGER, b INTEGER, PRIMARY KEY (b, a)",
			[]string{"5, 1", "9, 1", "1, 2", "2, 2", "1, 3"},
		},
		"real":  {"a REAL PRIMARY KEY", []string{"-0.5", "0.1", "0.3"}},
		"bytes": {"a BLOB PRIMARY KEY", []string{"x''", "x'00'", "x'ff'"}},
	} {
		for _, option := range []string{"", "WITHOUT ROWID"} {
			for _, size := range []int{1, 2, len(test.keys), 100} {
				t.Run(fmt.Sprint(name, option, size), func(t *testing.T) {
					checkPages(t, test.columns, option, test.keys, size)
				})
			}
		}
	}
}

// checkPages reads all rows in pages of a size, and checks order and number.
func checkPages(
	t *testing.T, columns, option string, keys []string, size int,
) {
	db := newDB(t, fmt.Sprintf("CREATE TABLE t (%s) %s", columns, option))
	var want []string
	for _, key := range keys {
		db.exec(t, fmt.Sprintf("INSERT INTO t VALUES (%s)", key))
	}
	src := open(t, db.sourceConfig("t", "fetchSize", fmt.Sprint(size)), nil)
	for _, key := range keys {
		want = append(want, db.rows(t, "SELECT "+key)...)
	}
	var got []string
	for _, rec := range readExactly(t, src, len(keys)) {
		if rec.Operation != opencdc.OperationSnapshot {
			t.Fatalf("operation %v", rec.Operation)
		}
		key := rec.Key.(opencdc.StructuredData)
		values := row{key["a"]}
		if b, ok := key["b"]; ok {
			values = append(values, b)
		}
		got = append(got, line(values...))
	}
	wantEqual(t, got, want)
}

func TestSnapshotShowsAllTablesAtOneMoment(t *testing.T) {
	db := newDB(t,
		"CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)",
		"CREATE TABLE b (id INTEGER PRIMARY KEY, v TEXT)",
		"INSERT INTO a VALUES (1, 'old'), (2, 'old')",
		"INSERT INTO b VALUES (1, 'old'), (2, 'old')")
	src := open(t, db.sourceConfig("a, b", "fetchSize", "1"), nil)
	got := readExactly(t, src, 1)

	// One transaction over both tables, while the snapshot is in the first.
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE a SET v = 'new'", "UPDATE b SET v = 'new' WHERE id = 1",
		"DELETE FROM b WHERE id = 2", "INSERT INTO b VALUES (0, 'new')",
	} {
		if _, err := tx.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}

	got = append(got, readUntilIdle(t, src, 10)...)
	wantEqual(t, summaries(got), []string{
		`snapshot a {"id":1}: - -> {"id":1,"v":"old"}`,
		`snapshot a {"id":2}: - -> {"id":2,"v":"old"}`,
		`snapshot b {"id":1}: - -> {"id":1,"v":"old"}`,
		`snapshot b {"id":2}: - -> {"id":2,"v":"old"}`,
		`update a {"id":1}: {"id":1,"v":"old"} -> {"id":1,"v":"new"}`,
		`update a {"id":2}: {"id":2,"v":"old"} -> {"id":2,"v":"new"}`,
		`update b {"id":1}: {"id":1,"v":"old"} -> {"id":1,"v":"new"}`,
		`delete b {"id":2}: {"id":2,"v":"old"} -> -`,
		`create b {"id":0}: - -> {"id":0,"v":"new"}`,
	})
}

// What is written between the two steps of a first start is in the changes
// only: the start of the changes and all rows come from one transaction.
func TestSnapshotAndStartOfChangesAgree(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	teardown(t, open(t, db.sourceConfig("t"), nil)) // for the triggers
	other, err := openDatabase(t.Context(), db.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	sys := &system{
		db: other, schemas: schemas{}, tracking: tracking{prefix: "_conduit"},
		config: &SourceConfig{FetchSize: 10, PollInterval: time.Second},
		state:  trackingState{id: "x"},
	}
	described, err := sys.describe(t.Context(), "t")
	if err != nil {
		t.Fatal(err)
	}
	sys.tables = []table{described}

	start, err := sys.LogStart(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO t VALUES (0)")
	pos := iterator.Position{
		System: "x", Mode: iterator.ModeSnapshot, ChangesAfter: start,
	}
	rows, err := sys.Snapshot(t.Context(), pos)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := sys.Changes(t.Context(), pos)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range []iterator.Iterator{rows, changes} {
		recs, err := it.NextN(t.Context(), 9)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, summaries(recs)...)
		if err := it.Teardown(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, got, []string{
		`snapshot t {"id":1}: - -> {"id":1}`,
		`create t {"id":0}: - -> {"id":0}`,
	})
}

// The context of Open ends before the last read does.
func TestSnapshotOutlivesTheContextOfOpen(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	src := configured(t, db.sourceConfig("t"))
	defer teardown(t, src)
	ctx, stop := context.WithCancel(t.Context())
	if err := src.Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
	stop()
	time.Sleep(20 * time.Millisecond)
	readExactly(t, src, 1)
}

func TestSnapshotEndsAtItsBound(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1), (2), (3)")
	cfg := db.sourceConfig("t", "fetchSize", "1")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	// The last row of the snapshot goes, others come after it.
	db.exec(t, "DELETE FROM t WHERE id = 3")
	db.exec(t, "INSERT INTO t VALUES (4)")
	src = open(t, cfg, pos)
	wantEqual(t, summaries(readUntilIdle(t, src, 1)), []string{
		`snapshot t {"id":2}: - -> {"id":2}`,
		`delete t {"id":3}: {"id":3} -> -`,
		`create t {"id":4}: - -> {"id":4}`,
	})
}

func TestSnapshotOfEmptyTables(t *testing.T) {
	db := newDB(t, "CREATE TABLE a (id INTEGER PRIMARY KEY)",
		"CREATE TABLE b (id INTEGER PRIMARY KEY)",
		"INSERT INTO b VALUES (0)")
	src := open(t, db.sourceConfig("a,b"), nil)
	db.exec(t, "INSERT INTO a VALUES (0)")
	wantEqual(t, summaries(readUntilIdle(t, src, 0)), []string{
		`snapshot b {"id":0}: - -> {"id":0}`,
		`create a {"id":0}: - -> {"id":0}`,
	})
}

// #region never

func TestSnapshotNever(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t", "snapshot.mode", "never")
	src := open(t, cfg, nil)
	if got := readUntilIdle(t, src, 1); len(got) > 0 {
		t.Fatalf("got %q", summaries(got))
	}
	teardown(t, src)

	// Changes count from the first start on, also those made in a pause
	// before any record was acknowledged.
	db.exec(t, "INSERT INTO t VALUES (2)")
	src = open(t, cfg, nil)
	wantEqual(t, summaries(readUntilIdle(t, src, 1)), []string{
		`create t {"id":2}: - -> {"id":2}`,
	})
}

// #endregion never

func TestTableAddedDuringSnapshot(t *testing.T) {
	db := newDB(t, "CREATE TABLE a (id INTEGER PRIMARY KEY)",
		"CREATE TABLE b (id INTEGER PRIMARY KEY)",
		"INSERT INTO a VALUES (1), (2)", "INSERT INTO b VALUES (1)")
	src := open(t, db.sourceConfig("a", "fetchSize", "1"), nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	src = open(t, db.sourceConfig("b,a"), pos)
	db.exec(t, "DELETE FROM b")
	wantEqual(t, summaries(readUntilIdle(t, src, 1)), []string{
		`snapshot b {"id":1}: - -> {"id":1}`,
		`snapshot a {"id":2}: - -> {"id":2}`,
		`delete b {"id":1}: {"id":1} -> -`,
	})
}
