package postgres

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

func TestSnapshotPages(t *testing.T) {
	db := newDB(t)
	for name, test := range map[string]struct {
		columns string // of the key, their definition
		keys    []string
	}{
		"bigint": {"a bigint PRIMARY KEY", []string{
			"-9223372036854775808", "-1", "0", "1", "9007199254740992",
			"9007199254740993", "9223372036854775807",
		}},
		"smallint": {"a smallint PRIMARY KEY", []string{"-2", "0", "10"}},
		"text": {"a text PRIMARY KEY", []string{
			"''", "' '", "'A'", "'a'", "'it''s'", "'ä'", "'日本'",
		}},
		"text, other collation": {
			`a text COLLATE "en-x-icu" PRIMARY KEY`,
			[]string{"'a'", "'A'", "'ä'", "'b'", "'B'"},
		},
		"varchar": {"a varchar(3) PRIMARY KEY", []string{"'a'", "'b'"}},
		"char":    {"a char(3) PRIMARY KEY", []string{"'a  '", "'b  '"}},
		"composite": {
			"a int, b text, PRIMARY KEY (a, b)",
			[]string{"1, 'x'", "1, 'y'", "2, 'a'", "2, 'x'", "3, ''"},
		},
		"composite, other order": {
			"a int, b int, PRIMARY KEY (b, a)",
			[]string{"5, 1", "9, 1", "1, 2", "2, 2", "1, 3"},
		},
		"included column": {
			"a int, b int, PRIMARY KEY (a) INCLUDE (b)",
			[]string{"1, 9", "2, 8", "3, 7"},
		},
		"float":   {"a float8 PRIMARY KEY", []string{"-0.5", "0.1", "0.3"}},
		"numeric": {"a numeric PRIMARY KEY", []string{"-1", "9.9", "10.01"}},
		"bytea": {"a bytea PRIMARY KEY", []string{
			`'\x'`, `'\x00'`, `'\xff'`}},
		"boolean": {"a bool PRIMARY KEY", []string{"false", "true"}},
		"date": {"a date PRIMARY KEY", []string{
			"'0001-12-31 BC'", "'1969-12-31'", "'2026-01-02'"}},
		"timestamp": {"a timestamptz PRIMARY KEY", []string{
			"'2026-01-02 00:00:00.000001+00'",
			"'2026-01-02 00:00:00.000002+00'"}},
		"uuid": {"a uuid PRIMARY KEY", []string{
			"'00000000-0000-0000-0000-000000000001'",
			"'ffffffff-0000-0000-0000-000000000000'"}},
	} {
		t.Run(name, func(t *testing.T) {
			db.exec(t, "CREATE TABLE t ("+test.columns+")")
			defer db.exec(t, "DROP TABLE t")
			for _, key := range test.keys {
				db.exec(t, fmt.Sprintf("INSERT INTO t VALUES (%s)", key))
			}
			// All rows in one page, then the same in smaller ones.
			want := db.readPages(t, 100, len(test.keys))
			order := "a"
			switch {
			case strings.Contains(test.columns, "(b, a)"):
				order = "b, a"
			case strings.Contains(test.columns, "(a, b)"):
				order = "a, b"
			}
			wantEqual(t, want.keys, db.rows(t,
				"SELECT "+order+" FROM t ORDER BY "+order+" -- "+name))
			for _, size := range []int{1, 2} {
				got := db.readPages(t, size, len(test.keys))
				wantEqual(t, got.records, want.records)
			}
		})
	}
}

type pages struct{ keys, records []string }

// readPages reads all rows in pages of a size. It returns the keys as they are
// in the positions, which is how the server prints them.
func (db testDB) readPages(t *testing.T, size, rows int) pages {
	t.Helper()
	src := open(t, db.sourceConfig("t", "fetchSize", fmt.Sprint(size)), nil)
	defer func() {
		teardown(t, src)
		if err := dropSlot(t.Context(), db.Conn, testSlot); err != nil {
			t.Fatal(err)
		}
	}()
	var result pages
	for _, rec := range readExactly(t, src, rows) {
		if rec.Operation != opencdc.OperationSnapshot {
			t.Fatalf("operation %v", rec.Operation)
		}
		data := rec.Payload.After.(opencdc.StructuredData)
		for name, value := range rec.Key.(opencdc.StructuredData) {
			if fmt.Sprint(value) != fmt.Sprint(data[name]) {
				t.Fatalf("%s: key and payload differ", summary(rec))
			}
		}
		pos, err := iterator.ParsePosition(rec.Position)
		if err != nil {
			t.Fatal(err)
		}
		key := pos.Tables["t"].LastKey.Args()
		line := key[0].(string)
		for _, value := range key[1:] {
			line += " " + value.(string)
		}
		result.keys = append(result.keys, line)
		result.records = append(result.records, summary(rec))
	}
	return result
}

func TestSnapshotAndChangesMeetAtOnePoint(t *testing.T) {
	db := newDB(t, lastTable,
		"CREATE TABLE a (id int PRIMARY KEY, v text)",
		"CREATE TABLE b (id int PRIMARY KEY, v text)",
		"ALTER TABLE a REPLICA IDENTITY FULL",
		"INSERT INTO a VALUES (1, 'old'), (2, 'old')",
		"INSERT INTO b VALUES (1, 'old'), (2, 'old')")
	src := open(t, db.sourceConfig("a, b, last", "fetchSize", "1"), nil)
	got := readExactly(t, src, 1)

	// One transaction over both tables, while the snapshot is in the first.
	db.exec(t, `UPDATE a SET v = 'new'; UPDATE b SET v = 'new' WHERE id = 1;
		DELETE FROM b WHERE id = 2; INSERT INTO b VALUES (0, 'new')`)
	got = append(got, db.readThrough(t, src, 10)...)
	wantEqual(t, summaries(got), []string{
		`snapshot a {"id":1}: - -> {"id":1,"v":"old"}`,
		`snapshot a {"id":2}: - -> {"id":2,"v":"old"}`,
		`snapshot b {"id":1}: - -> {"id":1,"v":"old"}`,
		`snapshot b {"id":2}: - -> {"id":2,"v":"old"}`,
		`update a {"id":1}: {"id":1,"v":"old"} -> {"id":1,"v":"new"}`,
		`update a {"id":2}: {"id":2,"v":"old"} -> {"id":2,"v":"new"}`,
		`update b {"id":1}: - -> {"id":1,"v":"new"}`,
		`delete b {"id":2}: - -> -`,
		`create b {"id":0}: - -> {"id":0,"v":"new"}`,
	})
}

func TestSnapshotEndsAtItsBound(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1), (2), (3)")
	cfg := db.sourceConfig("t,last", "fetchSize", "1")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	// The last row of the snapshot goes, others come after it.
	db.exec(t, "DELETE FROM t WHERE id = 3")
	db.exec(t, "INSERT INTO t VALUES (4)")
	src = open(t, cfg, pos)
	wantEqual(t, summaries(db.readThrough(t, src, 1)), []string{
		`snapshot t {"id":2}: - -> {"id":2}`,
		`delete t {"id":3}: - -> -`,
		`create t {"id":4}: - -> {"id":4}`,
	})
}

func TestSnapshotOfEmptyTables(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE a (id int PRIMARY KEY)",
		"CREATE TABLE b (id int PRIMARY KEY)",
		"INSERT INTO b VALUES (0)")
	src := open(t, db.sourceConfig("a,b,last"), nil)
	db.exec(t, "INSERT INTO a VALUES (0)")
	wantEqual(t, summaries(db.readThrough(t, src, 0)), []string{
		`snapshot b {"id":0}: - -> {"id":0}`,
		`create a {"id":0}: - -> {"id":0}`,
	})
}

func TestSnapshotNever(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t", "snapshot.mode", "never")
	src := open(t, cfg, nil)
	readNothing(t, src)
	teardown(t, src)

	// Changes count from the first start on, also those made in a pause
	// before any record was acknowledged.
	db.exec(t, "INSERT INTO t VALUES (2)")
	src = open(t, cfg, nil)
	wantEqual(t, summaries(readExactly(t, src, 1)), []string{
		`create t {"id":2}: - -> {"id":2}`,
	})
}

// A first start that created the slot and was killed before any record was
// acknowledged is repeated without a position.
func TestSnapshotWithSlotOfAnEarlierStart(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY, v text)",
		"INSERT INTO t VALUES (1, 'old'), (2, 'old')")
	cfg := db.sourceConfig("t,last")
	teardown(t, open(t, cfg, nil))
	db.exec(t, "UPDATE t SET v = 'new' WHERE id = 1")
	db.exec(t, "DELETE FROM t WHERE id = 2")
	src := open(t, cfg, nil)
	wantEqual(t, summaries(db.readThrough(t, src, 9)), []string{
		`snapshot t {"id":1}: - -> {"id":1,"v":"new"}`,
		`update t {"id":1}: - -> {"id":1,"v":"new"}`, // once more
		`delete t {"id":2}: - -> -`,
	})
}

// The snapshot shows what was there when the slot was created, not what is
// there when it is opened a moment later.
func TestSnapshotIsThatOfTheSlot(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY, v text)",
		"INSERT INTO t VALUES (1, 'old'), (2, 'old')")
	src := configured(t, db.sourceConfig("t"))
	config := src.Config().(*SourceConfig)
	n := names{slot: testSlot, publication: testSlot}
	sys := &system{config: config, names: n, schemas: schemas{}}
	defer func() {
		if err := sys.close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	sys.conn = dial(t, db.url)
	described, err := describe(t.Context(), sys.conn, "t")
	if err != nil {
		t.Fatal(err)
	}
	sys.tables = []*table{described}
	if sys.log, err = connectReplication(t.Context(), db.url); err != nil {
		t.Fatal(err)
	}

	start, err := sys.LogStart(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	db.exec(t, "UPDATE t SET v = 'new' WHERE id = 1")
	db.exec(t, "DELETE FROM t WHERE id = 2")
	db.exec(t, "INSERT INTO t VALUES (3, 'new')")
	it, err := sys.Snapshot(t.Context(), iterator.Position{
		System: "s", Mode: iterator.ModeSnapshot, ChangesAfter: start,
	})
	if err != nil {
		t.Fatal(err)
	}
	recs, err := it.NextN(t.Context(), 9)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, summaries(recs), []string{
		`snapshot t {"id":1}: - -> {"id":1,"v":"old"}`,
		`snapshot t {"id":2}: - -> {"id":2,"v":"old"}`,
	})
	if _, err := it.NextN(t.Context(), 9); err != iterator.ErrDone {
		t.Fatalf("got %v, want %v", err, iterator.ErrDone)
	}
}

// A transaction that writes to the added table at this moment is either in the
// snapshot or in the changes.
func TestTableAddedDuringSnapshot(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE a (id int PRIMARY KEY)",
		"CREATE TABLE b (id int PRIMARY KEY)",
		"INSERT INTO a VALUES (1), (2)", "INSERT INTO b VALUES (1)")
	src := open(t, db.sourceConfig("a,last", "fetchSize", "1"), nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	commit := db.commitLater(t, "INSERT INTO b VALUES (2)")
	src = open(t, db.sourceConfig("b,a,last"), pos)
	commit.Wait()
	db.exec(t, "DELETE FROM b WHERE id = 1")
	wantEqual(t, summaries(db.readThrough(t, src, 1)), []string{
		`snapshot b {"id":1}: - -> {"id":1}`,
		`snapshot b {"id":2}: - -> {"id":2}`,
		`snapshot a {"id":2}: - -> {"id":2}`,
		`delete b {"id":1}: - -> -`,
	})
}

// commitLater makes a change in a transaction that stays open for a moment.
func (db testDB) commitLater(t *testing.T, sql string) *sync.WaitGroup {
	t.Helper()
	writer := dial(t, db.url)
	t.Cleanup(func() { writer.Close(context.Background()) })
	mustExec(t, writer, "BEGIN; "+sql)
	commit := &sync.WaitGroup{}
	commit.Go(func() {
		time.Sleep(300 * time.Millisecond)
		mustExec(t, writer, "COMMIT")
	})
	return commit
}

// The snapshot holds no transaction open once it is over.
func TestSnapshotLetsGo(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	open := open(t, db.sourceConfig("t"), nil)
	readExactly(t, open, 1)
	readNothing(t, open)
	eventually(t, "the snapshot's transaction has ended", func() bool {
		return strings.Join(db.rows(t, `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()
			AND backend_type = 'client backend'`), "") == "0"
	})
}
