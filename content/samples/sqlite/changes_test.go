package sqlite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/rs/zerolog"
)

func TestChanges(t *testing.T) {
	db := newDB(t,
		`CREATE TABLE "my table" (a INTEGER, b TEXT COLLATE NOCASE,
			"order" TEXT, PRIMARY KEY (a, b))`)
	src := open(t, db.sourceConfig("my table", "fetchSize", "2"), nil)
	before := time.Now().Add(-time.Second)
	for _, statement := range []string{
		`INSERT INTO "my table" VALUES (1, 'x', NULL)`,
		`UPDATE "my table" SET "order" = 'it''s "1"'`,
		`UPDATE "my table" SET b = 'y'`,
		`UPDATE "my table" SET b = 'Y'`, // another key, whatever NOCASE says
		`INSERT INTO "my table" VALUES (1, 'Y', 'r')
			ON CONFLICT DO UPDATE SET "order" = excluded."order"`,
		`DELETE FROM "my table"`,
	} {
		db.exec(t, statement)
	}
	got := readUntilIdle(t, src, 10)
	wantEqual(t, summaries(got), []string{
		`create my table {"a":1,"b":"x"}: ` +
			`- -> {"a":1,"b":"x","order":null}`,
		`update my table {"a":1,"b":"x"}: ` +
			`{"a":1,"b":"x","order":null} -> ` +
			`{"a":1,"b":"x","order":"it's \"1\""}`,
		`delete my table {"a":1,"b":"x"}: ` +
			`{"a":1,"b":"x","order":"it's \"1\""} -> -`,
		`create my table {"a":1,"b":"y"}: ` +
			`- -> {"a":1,"b":"y","order":"it's \"1\""}`,
		`delete my table {"a":1,"b":"y"}: ` +
			`{"a":1,"b":"y","order":"it's \"1\""} -> -`,
		`create my table {"a":1,"b":"Y"}: ` +
			`- -> {"a":1,"b":"Y","order":"it's \"1\""}`,
		`update my table {"a":1,"b":"Y"}: ` +
			`{"a":1,"b":"Y","order":"it's \"1\""} -> ` +
			`{"a":1,"b":"Y","order":"r"}`,
		`delete my table {"a":1,"b":"Y"}: ` +
			`{"a":1,"b":"Y","order":"r"} -> -`,
	})
	for _, rec := range got {
		at, err := rec.Metadata.GetCreatedAt()
		if err != nil || at.Before(before) || at.After(time.Now()) {
			t.Fatalf("createdAt: %v, %v", at, err)
		}
	}
}

// INSERT OR REPLACE deletes a row without firing a trigger, unless the writer
// switches recursive triggers on. If the key is the same, nothing is lost: the
// destination upserts. If another unique column collides, the deletion is.
func TestReplaceNeedsRecursiveTriggers(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, u TEXT UNIQUE)")
	db.SetMaxOpenConns(1) // the pragma belongs to a connection
	src := open(t, db.sourceConfig("t"), nil)
	db.exec(t, "INSERT INTO t VALUES (1, 'a')")
	db.exec(t, "INSERT OR REPLACE INTO t VALUES (2, 'a')")
	db.exec(t, "PRAGMA recursive_triggers = ON")
	db.exec(t, "INSERT OR REPLACE INTO t VALUES (3, 'a')")
	wantEqual(t, summaries(readUntilIdle(t, src, 10)), []string{
		`create t {"id":1}: - -> {"id":1,"u":"a"}`,
		`create t {"id":2}: - -> {"id":2,"u":"a"}`, // 1 is gone, unnoticed
		`delete t {"id":2}: {"id":2,"u":"a"} -> -`,
		`create t {"id":3}: - -> {"id":3,"u":"a"}`,
	})
}

func TestRolledBackChangeIsNotRecorded(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	src := open(t, db.sourceConfig("t"), nil)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("INSERT INTO t VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := readUntilIdle(t, src, 1); len(got) > 0 {
		t.Fatalf("got %q", summaries(got))
	}
}

// Snapshot and change capture read values in different ways, with one result.
func TestValues(t *testing.T) {
	db := newDB(t, `CREATE TABLE t (id INTEGER PRIMARY KEY, i BIGINT,
		r DOUBLE, n DECIMAL(10, 2), s VARCHAR(9), b BLOB, f BOOLEAN,
		d DATETIME)`)
	rows := []struct {
		values string
		want   opencdc.StructuredData
	}{
		{"1, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
			opencdc.StructuredData{"i": nil, "r": nil, "n": nil, "s": nil,
				"b": nil, "f": nil, "d": nil}},
		{"2, 9007199254740993, 0.1, 12, '', x'', 0, '2026-01-02'",
			opencdc.StructuredData{"i": int64(9007199254740993), "r": 0.1,
				"n": 12.0, "s": "", "b": []byte{}, "f": false,
				"d": time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}},
		{"3, -9223372036854775808, 1e308, 12.5, 'ä\"\\', x'00ff', 1, " +
			"'2026-01-02 03:04:05.678'",
			opencdc.StructuredData{"i": int64(math.MinInt64),
				"r": 1e308, "n": 12.5, "s": `ä"\`,
				"b": []byte{0, 255}, "f": true,
				"d": time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)}},
		{"4, 9223372036854775807, 1e-300, -0.07, '1.0', x'61', true, " +
			"'2026-01-02T03:04:05+02:00'",
			opencdc.StructuredData{"i": int64(math.MaxInt64), "r": 1e-300,
				"n": -0.07, "s": "1.0", "b": []byte("a"), "f": true,
				"d": time.Date(2026, 1, 2, 1, 4, 5, 0, time.UTC)}},
		{"5, 0, 5e-324, 9007199254740992, char(0) || 'x', x'', false, " +
			"1767225600",
			opencdc.StructuredData{"i": int64(0), "r": 5e-324,
				"n": float64(1 << 53), "s": "\x00x", "b": []byte{},
				"f": false,
				"d": time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}},
	}
	for _, r := range rows {
		db.exec(t, "INSERT INTO t VALUES ("+r.values+")")
	}
	src := open(t, db.sourceConfig("t"), nil)
	db.exec(t, "UPDATE t SET id = id")

	recs := readExactly(t, src, 2*len(rows))
	for i, rec := range recs {
		want := rows[i%len(rows)].want
		want["id"] = int64(i%len(rows) + 1)
		got := rec.Payload.After.(opencdc.StructuredData)
		if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
			t.Errorf("%v: got\n%#v, want\n%#v", rec.Operation, got, want)
		}
	}
}

func TestRealsSurviveTheTrigger(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, r REAL)")
	src := open(t, db.sourceConfig("t"), nil)
	var want []float64
	bits := uint64(0x0123456789abcdef)
	for range 500 {
		bits = bits*6364136223846793005 + 1442695040888963407
		if f := math.Float64frombits(bits); !math.IsNaN(f) {
			want = append(want, f)
			db.exec(t, "INSERT INTO t (r) VALUES (?)", f)
		}
	}
	for i, rec := range readExactly(t, src, len(want)) {
		got := rec.Payload.After.(opencdc.StructuredData)["r"]
		if got != want[i] {
			t.Errorf("got %v, want %v", got, want[i])
		}
	}
}

func TestValuesThatDoNotFit(t *testing.T) {
	for name, test := range map[string]struct{ column, value, want string }{
		"text":      {"v INTEGER", "'x'", "holds text of 1 bytes"},
		"real":      {"v INTEGER", "1.5", "holds the real 1.5"},
		"blob":      {"v TEXT", "x'01'", "holds a blob of 1 bytes"},
		"big":       {"v NUMERIC", "9007199254740993", "900719925474099"},
		"infinite":  {"v REAL", "-1e999", "holds the real -Inf"},
		"no bool":   {"v BOOLEAN", "2", "holds the integer 2"},
		"no time":   {"v DATETIME", "'today'", "holds text of 5 bytes"},
		"not UTF-8": {"v TEXT", "CAST(x'ff' AS TEXT)", "not valid UTF-8"},
	} {
		for _, phase := range []string{"snapshot", "changes"} {
			t.Run(name+" in "+phase, func(t *testing.T) {
				db := newDB(t, fmt.Sprintf(
					"CREATE TABLE tt (id INTEGER PRIMARY KEY, %s)",
					test.column), "INSERT INTO tt VALUES (1, NULL)")
				cfg := db.sourceConfig("tt", "snapshot.mode", "never")
				if phase == "snapshot" {
					cfg["snapshot.mode"] = "initial"
				}
				src := configured(t, cfg)
				t.Cleanup(func() { teardown(t, src) })
				insert := func() {
					db.exec(t, "INSERT INTO tt VALUES (2, NULL)")
					db.exec(t, "INSERT INTO tt VALUES (3, "+test.value+")")
				}
				if phase == "snapshot" {
					insert()
				}
				if err := src.Open(t.Context(), nil); err != nil {
					t.Fatal(err)
				}
				if phase == "changes" {
					insert()
				}
				// What comes before the value is still delivered.
				for {
					recs, err := readWithin(t, src, 9, time.Second)
					if err != nil {
						wantError(t, err, "tt", test.want)
						return
					}
					last := recs[len(recs)-1].Key.(opencdc.StructuredData)
					if last["id"] != int64(2) {
						t.Fatalf("got %q", summaries(recs))
					}
				}
			})
		}
	}
}

func TestNullInKey(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id TEXT PRIMARY KEY)")
	src := open(t, db.sourceConfig("t"), nil)
	db.exec(t, "INSERT INTO t VALUES (NULL)")
	_, err := readWithin(t, src, 1, time.Second)
	wantError(t, err, `"t"`, `"id"`, "NULL")
	teardown(t, src)
	wantError(t, openError(t, db.sourceConfig("t"), nil),
		`"t"`, `"id"`, "NULL")
}

func TestChangesAreDeletedAfterRetention(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	src := open(t, db.sourceConfig("t", "tracking.retention", "50ms"), nil)
	for range 4 {
		db.exec(t, "INSERT INTO t DEFAULT VALUES")
	}
	recs := readExactly(t, src, 4)
	kept := func() []string {
		return db.rows(t, "SELECT seq FROM _conduit_changes")
	}
	ack := func(i int) {
		t.Helper()
		if err := src.Ack(t.Context(), recs[i].Position); err != nil {
			t.Fatal(err)
		}
	}
	ack(0)
	ack(1)
	wantEqual(t, kept(), []string{"1", "2", "3", "4"})
	time.Sleep(60 * time.Millisecond)
	ack(2)
	wantEqual(t, kept(), []string{"2", "3", "4"})
	ack(3)
	wantEqual(t, kept(), []string{"2", "3", "4"})
	teardown(t, src)

	// Conduit stored the position that it opens with: nothing before it is
	// needed any more.
	src = open(t, db.sourceConfig("t"), recs[2].Position)
	wantEqual(t, kept(), []string{"4"})
	teardown(t, src)

	// A position that is older than what is left must not skip silently.
	err := openError(t, db.sourceConfig("t"), recs[0].Position)
	wantError(t, err, "change 1", "up to 3 were deleted")
}

func TestCleanUpWaitsForWriters(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t", "tracking.retention", "0s",
		"snapshot.mode", "never")
	cfg["url"] = "file:" + db.path + "?_busy_timeout=10"
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (2)")
	rec := readExactly(t, src, 1)[0]

	var log bytes.Buffer
	ctx := zerolog.New(&log).WithContext(t.Context())
	ack := func() {
		t.Helper()
		if err := src.Ack(ctx, rec.Position); err != nil {
			t.Fatal(err) // another program writes, that is no reason to stop
		}
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec("INSERT INTO t VALUES (3)"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		ack()
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	ack()
	ack()
	wantEqual(t, db.rows(t, "SELECT seq FROM _conduit_changes"),
		[]string{"2"})

	// One warning for the wait, one line when it is over.
	var levels []string
	for line := range strings.Lines(log.String()) {
		var entry struct{ Level string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		levels = append(levels, entry.Level)
	}
	wantEqual(t, levels, []string{"warn", "debug", "debug", "info"})
}
