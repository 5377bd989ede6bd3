package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// ago is a time as a writer would set it, some time ago.
func ago(d time.Duration) string {
	return time.Now().UTC().Add(-d).Format("2006-01-02 15:04:05.000")
}

func newPolled(t *testing.T, statements ...string) testDB {
	t.Helper()
	return newDB(t, append([]string{`CREATE TABLE t (id INTEGER PRIMARY KEY,
		v TEXT, at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP)`,
		"CREATE INDEX t_at ON t (at)"}, statements...)...)
}

func (db testDB) pollingConfig(tables string, more ...string) config.Config {
	return db.sourceConfig(tables, append([]string{
		"changes.mode", "polling", "polling.column", "AT",
		"polling.lag", "1s",
	}, more...)...)
}

// put writes a row with a time.
func (db testDB) put(t *testing.T, id int, v, at string) {
	t.Helper()
	db.exec(t, `INSERT INTO t VALUES (?, ?, ?) ON CONFLICT DO UPDATE
		SET v = excluded.v, at = excluded.at`, id, v, at)
}

// brief is a record without its time.
func brief(recs []opencdc.Record) []string {
	var result []string
	for _, rec := range recs {
		row := rec.Payload.After.(opencdc.StructuredData)
		result = append(result, line(rec.Operation, row["id"], row["v"]))
	}
	return result
}

func TestPolling(t *testing.T) {
	db := newPolled(t)
	db.put(t, 1, "old", ago(time.Hour))
	before := db.rows(t, "SELECT name FROM sqlite_master")
	src := open(t, db.pollingConfig("t", "fetchSize", "2"), nil)
	for id := range 5 { // all with one time, on several pages
		db.exec(t, `INSERT INTO t
			VALUES (?, 'new', datetime('now', '-5 seconds'))`, id+2)
	}
	got := readUntilIdle(t, src, 9)
	wantEqual(t, brief(got), []string{
		"snapshot 1 old", "update 2 new", "update 3 new", "update 4 new",
		"update 5 new", "update 6 new",
	})
	at, err := got[1].Metadata.GetCreatedAt()
	if err != nil || time.Since(at) > time.Minute {
		t.Fatalf("createdAt: %v, %v", at, err)
	}
	for _, rec := range got {
		if err := src.Ack(t.Context(), rec.Position); err != nil {
			t.Fatal(err)
		}
	}
	// It has left nothing behind, and finds its rows by the index.
	wantEqual(t, db.rows(t, "SELECT name FROM sqlite_master"), before)
	plan := db.rows(t, `EXPLAIN QUERY PLAN SELECT * FROM t WHERE at < 'b'
		AND (at, id) > ('a', 1) ORDER BY at, id LIMIT 2`)
	if len(plan) != 1 || !strings.Contains(plan[0], "USING INDEX t_at") {
		t.Fatalf("plan: %q", plan)
	}
}

// What polling does not see.
func TestPollingLimits(t *testing.T) {
	db := newPolled(t)
	db.put(t, 1, "a", ago(time.Hour))
	db.put(t, 2, "a", ago(time.Hour))
	src := open(t, db.pollingConfig("t", "polling.lag", "2s"), nil)
	readExactly(t, src, 2)
	want := func(lines ...string) {
		t.Helper()
		wantEqual(t, brief(readUntilIdle(t, src, 9)), lines)
	}

	// A deletion, and a change of a key, which is one, too.
	db.exec(t, "DELETE FROM t WHERE id = 1")
	db.exec(t, "UPDATE t SET id = 3, at = ? WHERE id = 2",
		ago(4*time.Second))
	want("update 3 a")

	// All changes between two looks but the last one.
	db.put(t, 3, "b", ago(3500*time.Millisecond))
	db.put(t, 3, "c", ago(3*time.Second))
	want("update 3 c")

	// A write that does not set the column.
	db.exec(t, "UPDATE t SET v = 'forgotten'")
	want()

	// Nothing that is younger than the lag. So a row that is committed after
	// a younger one still comes in its place ...
	older, younger := ago(800*time.Millisecond), ago(500*time.Millisecond)
	db.put(t, 4, "younger", younger)
	want()
	db.put(t, 5, "older", older)
	wantEqual(t, brief(readExactly(t, src, 2)), []string{
		"update 5 older", "update 4 younger",
	})
	// ... but not one that is older than what was read.
	db.put(t, 6, "too late", ago(time.Minute))
	want()
}

func TestPollingRestart(t *testing.T) {
	for stop := range 8 {
		t.Run(fmt.Sprintf("after %d records", stop), func(t *testing.T) {
			db := newPolled(t)
			for id := range 4 {
				db.put(t, id-1, "a", ago(time.Hour))
			}
			cfg := db.pollingConfig("t", "fetchSize", "2")
			seen := map[any]any{}
			keep := func(recs []opencdc.Record) {
				for _, rec := range recs {
					row := rec.Payload.After.(opencdc.StructuredData)
					seen[row["id"]] = row["v"]
				}
			}

			src := open(t, cfg, nil)
			for id := range 3 {
				db.put(t, id, "b", ago(5*time.Second))
			}
			recs := readExactly(t, src, stop)
			keep(recs)
			var pos opencdc.Position
			if stop > 0 {
				pos = recs[stop-1].Position
			}
			teardown(t, src)
			db.put(t, 1, "c", ago(4*time.Second))

			src = open(t, cfg, pos)
			rest := readUntilIdle(t, src, 3)
			keep(rest)
			wantEqual(t, []string{fmt.Sprint(seen)},
				[]string{"map[-1:a 0:b 1:c 2:b]"})
			// Nothing comes again but rows that were in the snapshot, too.
			if stop > 4 && len(rest) > 8-stop {
				t.Fatalf("got %q", brief(rest))
			}
		})
	}
}

// What is younger than the lag when the snapshot begins comes twice: something
// older could still be committed.
func TestPollingBeginsBeforeTheSnapshot(t *testing.T) {
	db := newPolled(t)
	db.put(t, 1, "old", ago(time.Hour))
	late, young := ago(700*time.Millisecond), ago(500*time.Millisecond)
	db.put(t, 2, "young", young)
	src := open(t, db.pollingConfig("t", "polling.lag", "2s"), nil)
	db.put(t, 3, "late", late)
	wantEqual(t, brief(readExactly(t, src, 4)), []string{
		"snapshot 1 old", "snapshot 2 young", "update 3 late",
		"update 2 young",
	})
}

func TestPollingSeveralTables(t *testing.T) {
	db := newPolled(t, `CREATE TABLE u (a TEXT, b INTEGER, v TEXT,
		at TIMESTAMP, PRIMARY KEY (b, a)) WITHOUT ROWID`)
	src := open(t, db.pollingConfig("t, u", "fetchSize", "1"), nil)
	for id := range 3 {
		db.put(t, id, "t", ago(5*time.Second))
		db.exec(t, "INSERT INTO u VALUES ('x', ?, 'u', ?)", id,
			ago(5*time.Second))
	}
	recs := readExactly(t, src, 4)
	teardown(t, src)
	src = open(t, db.pollingConfig("t, u"), recs[3].Position)
	recs = append(recs, readUntilIdle(t, src, 9)...)
	var got []string
	for _, rec := range recs {
		name, _ := rec.Metadata.GetCollection()
		got = append(got, name+string(rec.Key.Bytes()))
	}
	slices.Sort(got)
	wantEqual(t, got, []string{
		`t{"id":0}`, `t{"id":1}`, `t{"id":2}`,
		`u{"a":"x","b":0}`, `u{"a":"x","b":1}`, `u{"a":"x","b":2}`,
	})
}

func TestPollingReadsAReadOnlyDatabase(t *testing.T) {
	db := newPolled(t)
	db.put(t, 1, "a", ago(time.Hour))
	cfg := db.pollingConfig("t", "url", "file:"+db.path+"?mode=ro")
	readExactly(t, open(t, cfg, nil), 1)
	// Nothing was created, so there is nothing to remove.
	err := NewSource().LifecycleOnDeleted(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
}

func TestPollingSaysWhatIsWrong(t *testing.T) {
	db := newPolled(t, "CREATE TABLE no_column (id INTEGER PRIMARY KEY)",
		"CREATE TABLE no_time (id INTEGER PRIMARY KEY, at INTEGER)",
		"CREATE TABLE empty (id INTEGER PRIMARY KEY, at DATETIME)",
		"INSERT INTO empty VALUES (1, NULL)",
		"CREATE TABLE zone (id INTEGER PRIMARY KEY, at DATETIME)",
		"INSERT INTO zone VALUES (1, '2026-01-02T03:04:05+02:00')",
		"CREATE TABLE number (id INTEGER PRIMARY KEY, at DATETIME)",
		"INSERT INTO number VALUES (1, 1767225600)")
	for table, want := range map[string]string{
		"no_column": `it has no column "AT"`,
		"no_time":   `column "at" is declared INTEGER`,
		"empty":     "in the form of CURRENT_TIMESTAMP",
		"zone":      "in the form of CURRENT_TIMESTAMP",
		"number":    "in the form of CURRENT_TIMESTAMP",
	} {
		err := openError(t, db.pollingConfig("t,"+table), nil)
		wantError(t, err, fmt.Sprintf("table %q cannot be polled", table),
			want)
	}

	// While it runs, too: the rows before are delivered.
	src := open(t, db.pollingConfig("t"), nil)
	db.put(t, 1, "good", ago(5*time.Second))
	db.exec(t, "INSERT INTO t VALUES (2, 'bad', '2001-01-02 03:04')")
	_, err := readWithin(t, src, 1, time.Second)
	wantError(t, err, `poll "t"`, `column "at" is declared DATETIME but `+
		"holds another value than a time in the form of CURRENT_TIMESTAMP")
	db.exec(t, "UPDATE t SET at = ? WHERE id = 2", ago(4*time.Second))
	wantEqual(t, brief(readUntilIdle(t, src, 9)), []string{
		"update 1 good", "update 2 bad"})
	pos := string(func() opencdc.Position {
		db.put(t, 3, "c", ago(3*time.Second))
		return readExactly(t, src, 1)[0].Position
	}())

	for from, to := range map[string]string{
		`\"t\":[`:          `\"t\":[{},`,
		`{\"integer\":3}`:  `{}`,
		`"changesAfter":"`: `"changesAfter":"?`,
	} {
		damaged := opencdc.Position(strings.Replace(pos, from, to, 1))
		if string(damaged) == pos {
			t.Fatalf("%s is not in %s", from, pos)
		}
		err := openError(t, db.pollingConfig("t"), damaged)
		wantError(t, err, "position is damaged: changesAfter")
	}

	// The other mode cannot go on where this one was, nor another file.
	err = openError(t, db.sourceConfig("t"), opencdc.Position(pos))
	wantError(t, err, `belongs to system "polling:`, db.path)
	other := newPolled(t)
	err = openError(t, other.pollingConfig("t"), opencdc.Position(pos))
	wantError(t, err, `belongs to system "polling:`, db.path, other.path)
}

func TestPollingConfig(t *testing.T) {
	for want, more := range map[string][]string{
		"polling.column": {"polling.column", ""},
		"snapshot.mode":  {"snapshot.mode", "never"},
		"polling.lag":    {"polling.lag", "999ms"},
		"changes.mode":   {"changes.mode", "magic"},
	} {
		cfg := testDB{path: "./x.db"}.pollingConfig("t", more...)
		err := sdk.Util.ParseConfig(t.Context(), cfg, NewSource().Config(),
			Connector.NewSpecification().SourceParams)
		wantError(t, err, want)
	}
}
