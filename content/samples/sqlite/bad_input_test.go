package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

func TestWrongURL(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	directory := t.TempDir()
	for location, want := range map[string]string{
		directory:                     "it is a directory",
		"postgres://localhost/shop":   "no such file",
		"file://server/shop.db":       "no such file",
		"file:shop%zz.db":             "%zz",
		db.path + "/t":                "not a directory",
		"file:" + db.path + "?mode=x": "no such access mode: x",
	} {
		cfg := db.sourceConfig("t", "url", location)
		wantError(t, openError(t, cfg, nil), "database", want)
		d := &Destination{}
		d.config.URL = location
		wantError(t, d.Open(t.Context()), "database", want)
		if err := d.Teardown(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	created, err := filepath.Glob(filepath.Join(directory, "*"))
	if err != nil || len(created) > 0 {
		t.Fatalf("created %q, %v", created, err)
	}
}

// A table that cannot be read is found before anything is created.
func TestWrongTableLeavesNoTrace(t *testing.T) {
	db := newDB(t, "CREATE TABLE good (id INTEGER PRIMARY KEY)",
		"CREATE TABLE no_key (id INTEGER)")
	before := db.rows(t, "SELECT name FROM sqlite_master")
	for _, table := range []string{"missing", "no_key"} {
		err := openError(t, db.sourceConfig("good,"+table), nil)
		wantError(t, err, table)
		wantEqual(t, db.rows(t, "SELECT name FROM sqlite_master"), before)
	}
}

// What is refused must not be skipped either: as soon as the mistake is
// corrected, the source goes on where it was.
func TestRefusedPositionLosesNothing(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t", "tracking.retention", "0s")
	src := open(t, cfg, nil)
	for range 3 {
		db.exec(t, "INSERT INTO t DEFAULT VALUES")
	}
	recs := readExactly(t, src, 4)
	cleaned, good := recs[1].Position, recs[2].Position
	if err := src.Ack(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	teardown(t, src)
	want := readUntilIdle(t, open(t, cfg, good), 9)
	if len(want) != 1 {
		t.Fatalf("got %q", summaries(want))
	}
	version := func(number string) opencdc.Position {
		return opencdc.Position(strings.Replace(
			string(good), `"version":1`, `"version":`+number, 1))
	}

	for name, test := range map[string]struct {
		pos  opencdc.Position
		want []string
	}{
		"cut off": {good[:len(good)/2],
			[]string{"is damaged", "unexpected end"}},
		"not JSON": {opencdc.Position("17"), []string{"is damaged", "17"}},
		"empty JSON": {opencdc.Position("{}"),
			[]string{"has version 0"}},
		"older version": {version("0"),
			[]string{"has version 0, this connector reads version 1"}},
		"newer version": {version("2"),
			[]string{"has version 2, this connector reads version 1",
				"run the connector version that wrote it"}},
		"cleaned up": {cleaned,
			[]string{"position is at change 1", "up to 2 were deleted",
				"create a new connector"}},
		"restored database": {opencdc.Position(strings.Replace(
			string(good), `"2"`, `"7"`, 1)),
			[]string{"position is at change 7", "the last one is 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantError(t, openError(t, cfg, test.pos), test.want...)
			src := open(t, cfg, good)
			got := readUntilIdle(t, src, 9)
			wantEqual(t, summaries(got), summaries(want))
		})
	}
}

// A value that does not fit stops the source before it. After the row was
// corrected, the source delivers it and what comes after.
func TestWrongValueIsNotSkipped(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)",
		"INSERT INTO t VALUES (1, 1), (2, 'x'), (3, 3)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	for range 2 { // as often as Conduit tries
		_, err := readWithin(t, src, 1, time.Second)
		wantError(t, err, `table "t", column "v" is declared INTEGER but `+
			"holds text of 1 bytes")
		teardown(t, src)
		src = open(t, cfg, pos)
	}
	teardown(t, src)

	db.exec(t, "UPDATE t SET v = 2 WHERE id = 2")
	src = open(t, cfg, pos)
	wantEqual(t, summaries(readExactly(t, src, 2)), []string{
		`snapshot t {"id":2}: - -> {"id":2,"v":2}`,
		`snapshot t {"id":3}: - -> {"id":3,"v":3}`,
	})
}

func TestReadOnlyDatabase(t *testing.T) {
	db := newItems(t)
	readOnly := "file:" + db.path + "?mode=ro"
	d := &Destination{}
	d.config.URL = readOnly
	wantError(t, d.Open(t.Context()), db.path, "cannot be written",
		"readonly database")
	// Nobody should find out only from the first record.
	n, err := d.Write(t.Context(), []opencdc.Record{
		rec(create, "items", data{"id": 1}, nil)})
	wantError(t, err, `record 1, table "items"`, "readonly database")
	if n != 0 {
		t.Fatalf("%d records reported as written, want 0", n)
	}
	if err := d.Teardown(t.Context()); err != nil {
		t.Fatal(err)
	}

	// The source has to write, too.
	cfg := db.sourceConfig("items", "url", readOnly)
	wantError(t, openError(t, cfg, nil), db.path, "cannot be written",
		"readonly database")
}

// limited returns a URL of the database that lets it grow by some pages only:
// for SQLite that is a full disk.
func (db testDB) limited(t *testing.T, pages int) string {
	t.Helper()
	var size int
	err := db.QueryRow("PRAGMA page_count").Scan(&size)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("file:%s?_pragma=max_page_count(%d)",
		db.path, size+pages)
}

func TestFullDiskAtTheDestination(t *testing.T) {
	db := newItems(t)
	small := destination(t, testDB{db.DB, db.limited(t, 4)}, "items")
	batch := func(first int) []opencdc.Record {
		var recs []opencdc.Record
		for id := first; id < first+10; id++ {
			recs = append(recs, rec(create, "", data{"id": id},
				data{"name": strings.Repeat("x", 1000)}))
		}
		return recs
	}
	wantWritten(t, small, batch(0)...)
	n, err := small.Write(t.Context(), batch(10))
	wantError(t, err, `table "items"`, "database or disk is full")
	if n != 0 {
		t.Fatalf("%d records reported as written, want 0", n)
	}
	const count = "SELECT count(*), max(id) FROM items"
	wantEqual(t, db.rows(t, count), []string{"10 9"})

	// Conduit delivers the batch again, and by now there is room.
	d := destination(t, db, "items")
	wantWritten(t, d, batch(10)...)
	wantEqual(t, db.rows(t, count), []string{"20 19"})
}

// If there is no room to record a change, the change does not happen.
func TestFullDiskAtTheSource(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
		"INSERT INTO t VALUES (1, 'a')")
	src := open(t, db.sourceConfig("t"), nil)
	writer, err := openDatabase(t.Context(), db.limited(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()

	written := 0
	for err == nil {
		_, err = writer.Exec("INSERT INTO t (v) VALUES (?)",
			strings.Repeat("x", 500))
		if err == nil {
			written++
		}
	}
	wantError(t, err, "database or disk is full")
	got := readUntilIdle(t, src, 99)
	if len(got) != 1+written {
		t.Fatalf("%d rows written, but %d changes", written, len(got)-1)
	}
	wantEqual(t, db.rows(t, "SELECT count(*) FROM t"),
		[]string{fmt.Sprint(1 + written)})
}

func TestWrongTableAtTheDestination(t *testing.T) {
	db := newDB(t, "CREATE TABLE good (id INTEGER PRIMARY KEY)",
		"CREATE TABLE no_key (id INTEGER)",
		"CREATE VIEW a_view AS SELECT * FROM good")
	d := destination(t, db, "")
	for table, want := range map[string]string{
		"missing": `table "missing" does not exist`,
		"no_key":  `table "no_key" has no primary key`,
		"a_view":  `"a_view" is a view`,
	} {
		n, err := d.Write(t.Context(), []opencdc.Record{
			rec(create, "good", data{"id": 1}, nil),
			rec(create, table, data{"id": 1}, nil),
		})
		wantError(t, err, "record 2 of 2", want)
		if n != 0 {
			t.Fatalf("%d records reported as written, want 0", n)
		}
	}
	if left := db.rows(t, "SELECT * FROM good"); len(left) > 0 {
		t.Fatalf("written in spite of the error: %q", left)
	}
}
