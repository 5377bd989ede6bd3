package sqlite

import (
	"testing"
	"time"
)

// Between ALTER TABLE and the start that replaces them, the triggers do not
// know the new column.
func TestColumnAddedWhileStopped(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
		"INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 4)[3].Position
	teardown(t, src)
	for _, statement := range []string{
		"UPDATE t SET v = 'B' WHERE id = 2",
		"ALTER TABLE t ADD COLUMN w TEXT DEFAULT 'none'",
		"UPDATE t SET w = 'x' WHERE id = 1",
		"INSERT INTO t VALUES (5, 'e', 'y')",
		"DELETE FROM t WHERE id = 3",
		"UPDATE t SET w = 'gone' WHERE id = 4",
		"DELETE FROM t WHERE id = 4",
		"UPDATE t SET id = 6, w = 'z' WHERE id = 5",
	} {
		db.exec(t, statement)
	}

	src = open(t, cfg, pos)
	db.exec(t, "UPDATE t SET w = 'X' WHERE id = 1")
	wantEqual(t, summaries(readUntilIdle(t, src, 9)), []string{
		`update t {"id":2}: - -> {"id":2,"v":"B","w":"none"}`,
		`update t {"id":1}: - -> {"id":1,"v":"a","w":"X"}`,
		`delete t {"id":3}: - -> -`,
		`delete t {"id":4}: - -> -`,
		`delete t {"id":5}: - -> -`,
		`create t {"id":6}: - -> {"id":6,"v":"e","w":"z"}`,
		`update t {"id":1}: {"id":1,"v":"a","w":"x"} -> ` +
			`{"id":1,"v":"a","w":"X"}`,
	})
}

func TestColumnAddedWhileRunning(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (2)")
	readExactly(t, src, 2)
	db.exec(t, "CREATE TABLE other (id INTEGER PRIMARY KEY)") // no matter
	db.exec(t, "INSERT INTO t VALUES (3)")
	pos := readExactly(t, src, 1)[0].Position
	db.exec(t, "ALTER TABLE t ADD COLUMN v TEXT")
	db.exec(t, "UPDATE t SET v = 'x' WHERE id = 1")
	_, err := readWithin(t, src, 1, time.Second)
	wantError(t, err, `table "t" was altered`)
	teardown(t, src)

	// Conduit starts the source again.
	src = open(t, cfg, pos)
	wantEqual(t, summaries(readUntilIdle(t, src, 9)),
		[]string{`update t {"id":1}: - -> {"id":1,"v":"x"}`})
}

func TestKeyColumnRenamed(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
		"INSERT INTO t VALUES (1, 'a')")
	src := open(t, db.sourceConfig("t"), nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)
	db.exec(t, "INSERT INTO t VALUES (2, 'b')")
	db.exec(t, "ALTER TABLE t RENAME COLUMN id TO nr")
	src = open(t, db.sourceConfig("t"), pos)
	_, err := readWithin(t, src, 1, time.Second)
	wantError(t, err, `table "t"`, `column "nr"`, "catch up")
}

// Whoever drops a table drops its triggers, too.
func TestTableIsRebuilt(t *testing.T) {
	for name, test := range map[string]struct {
		statements []string
		want       string
	}{
		"dropped": {[]string{"DROP TABLE t"}, "does not exist"},
		"dropped and created": {[]string{"DROP TABLE t",
			"CREATE TABLE t (id INTEGER PRIMARY KEY)"}, "was rebuilt"},
		"replaced by a copy": {[]string{
			"CREATE TABLE copy (id INTEGER PRIMARY KEY)",
			"INSERT INTO copy SELECT * FROM t", "DROP TABLE t",
			"ALTER TABLE copy RENAME TO t"}, "was rebuilt"},
		"renamed and created": {[]string{"ALTER TABLE t RENAME TO old",
			"CREATE TABLE t (id INTEGER PRIMARY KEY)"}, "was rebuilt"},
		"without a trigger": {[]string{"DROP TRIGGER _conduit_delete_t"},
			"was rebuilt"},
	} {
		t.Run(name, func(t *testing.T) {
			db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
				"CREATE TABLE u (id INTEGER PRIMARY KEY)",
				"INSERT INTO t VALUES (1)")
			cfg := db.sourceConfig("t, u")
			src := open(t, cfg, nil)
			pos := readExactly(t, src, 1)[0].Position
			if got := readUntilIdle(t, src, 1); len(got) > 0 {
				t.Fatalf("got %q", summaries(got))
			}
			for _, statement := range test.statements {
				db.exec(t, statement)
			}
			db.exec(t, "INSERT INTO u VALUES (1)")
			_, err := readWithin(t, src, 1, time.Second)
			wantError(t, err, `table "t"`, test.want)
			teardown(t, src)
			// Nor does a restart pass over what was missed.
			wantError(t, openError(t, cfg, pos), `table "t"`, test.want)
			if test.want != "was rebuilt" {
				return
			}

			// The way out. Conduit deletes the old connector first.
			raw := map[string]string{"url": db.path, "tables": "t, u"}
			err = NewSource().LifecycleOnDeleted(t.Context(), raw)
			if err != nil {
				t.Fatal(err)
			}
			db.exec(t, "INSERT INTO t VALUES (2)")
			src = open(t, cfg, nil)
			db.exec(t, "INSERT INTO t VALUES (3)")
			got := summaries(readUntilIdle(t, src, 9))
			wantEqual(t, got[len(got)-3:], []string{
				`snapshot t {"id":2}: - -> {"id":2}`,
				`snapshot u {"id":1}: - -> {"id":1}`,
				`create t {"id":3}: - -> {"id":3}`,
			})
		})
	}
}

// Triggers that were made again in the transaction of the rebuild, as SQLite's
// documentation recommends, have missed nothing.
func TestTableIsRebuiltWithItsTriggers(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	src := open(t, db.sourceConfig("t"), nil)
	db.exec(t, "INSERT INTO t VALUES (1)")
	readExactly(t, src, 1)
	triggers := db.rows(t, `SELECT sql FROM sqlite_master
		WHERE type = 'trigger'`)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range append([]string{
		"CREATE TABLE copy (id INTEGER PRIMARY KEY)",
		"INSERT INTO copy SELECT * FROM t", "DROP TABLE t",
		"ALTER TABLE copy RENAME TO t"}, triggers...) {
		if _, err := tx.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO t VALUES (2)")
	wantEqual(t, summaries(readExactly(t, src, 1)),
		[]string{`create t {"id":2}: - -> {"id":2}`})
}

// A table that was renamed keeps its triggers. They have to go with the change
// table, or nobody could write to the table any more.
func TestDeletedAfterTableWasRenamed(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	teardown(t, open(t, db.sourceConfig("t"), nil))
	db.exec(t, "ALTER TABLE t RENAME TO old")
	raw := map[string]string{"url": db.path, "tables": "t"}
	if err := NewSource().LifecycleOnDeleted(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO old VALUES (1)")
}
