package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"go.uber.org/goleak"
)

// #region goleak

// TestMain fails if a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction(
		"github.com/twmb/go-cache/cache.New[...].func1")) // the SDK's
}

// #endregion goleak

func TestReadNSizes(t *testing.T) {
	for n, want := range map[int]int{-1: 4, 0: 4, 1: 1, 3: 3, 4: 4, 9: 4} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
				"INSERT INTO t VALUES (1), (2), (3), (4), (5)")
			cfg := db.sourceConfig("t", "fetchSize", "4")
			src := open(t, cfg, nil)
			// No more than asked for, nor than is held in memory.
			recs, err := readWithin(t, src, n, time.Second)
			if err != nil || len(recs) != want {
				t.Fatalf("got %d records and %v, want %d",
					len(recs), err, want)
			}
			rest := readUntilIdle(t, src, n)
			if len(recs)+len(rest) != 5 {
				t.Fatalf("then %d records, want %d",
					len(rest), 5-len(recs))
			}
		})
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	src := open(t, db.sourceConfig("t", "pollInterval", "1h"), nil)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := src.ReadN(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want %v", err, context.Canceled)
	}
}

// The SDK takes any error but the context's own for a failure. A query that
// was interrupted must not come out as something else.
func TestReadWithEndedContext(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, mode := range []string{"initial", "never"} {
		src := open(t, db.sourceConfig("t", "snapshot.mode", mode), nil)
		if _, err := src.ReadN(ended, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", mode, err, context.Canceled)
		}
		teardown(t, src)
	}
}

// The context of Open ends with the stop signal; acknowledgements of what was
// sent before still come, and have to work.
func TestAckAfterStop(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	src := configured(t, db.sourceConfig("t", "tracking.retention", "0s"))
	defer teardown(t, src)
	ctx, stop := context.WithCancel(t.Context())
	if err := src.Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO t VALUES (2)")
	recs := readExactly(t, src, 2)
	stop()
	for _, rec := range recs {
		if err := src.Ack(context.Background(), rec.Position); err != nil {
			t.Fatal(err)
		}
	}
	if left := db.rows(t, "SELECT * FROM _conduit_changes"); len(left) > 0 {
		t.Fatalf("not cleaned up: %q", left)
	}
}

func TestAckWhileReading(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1), (2), (3)")
	src := open(t, db.sourceConfig("t", "tracking.retention", "0s",
		"fetchSize", "2"), nil)
	const inserts = 50
	records := make(chan opencdc.Record, inserts+3)
	var others sync.WaitGroup
	others.Go(func() {
		for rec := range records {
			if err := src.Ack(t.Context(), rec.Position); err != nil {
				t.Error(err)
			}
		}
	})
	others.Go(func() {
		for range inserts {
			db.exec(t, "INSERT INTO t DEFAULT VALUES")
		}
	})
	for _, rec := range readExactly(t, src, inserts+3) {
		records <- rec
	}
	close(records)
	others.Wait()
}

func TestTeardownAtAnyTime(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	cfg := db.sourceConfig("t")
	t.Run("not configured", func(t *testing.T) { teardown(t, NewSource()) })
	t.Run("not opened", func(t *testing.T) {
		teardown(t, configured(t, cfg))
	})
	t.Run("twice", func(t *testing.T) {
		src := open(t, cfg, nil) // once more at the end of the test
		teardown(t, src)
		teardown(t, src)
	})
	t.Run("in the middle of a snapshot", func(t *testing.T) {
		db.exec(t, "INSERT INTO t VALUES (1), (2)")
		src := open(t, cfg, nil)
		readExactly(t, src, 1)
		teardown(t, src)
		// No transaction is left behind that would hold the log file.
		got := db.rows(t, "PRAGMA wal_checkpoint(TRUNCATE)")
		wantEqual(t, got, []string{"0 0 0"})
	})
	t.Run("while reading", func(t *testing.T) {
		db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
		src := open(t, db.sourceConfig("t", "snapshot.mode", "never",
			"pollInterval", "1h"), nil)
		done := make(chan error)
		go func() {
			_, err := src.ReadN(context.Background(), 1)
			done <- err
		}()
		time.Sleep(20 * time.Millisecond)
		teardown(t, src)
		if err := <-done; err == nil {
			t.Fatal("ReadN returned no error")
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	db := newDB(t, "CREATE TABLE good (id INTEGER PRIMARY KEY)",
		"CREATE TABLE no_key (id INTEGER)",
		"CREATE TABLE no_type (id INTEGER PRIMARY KEY, v)",
		`CREATE TABLE no_name (id INTEGER PRIMARY KEY, "order no" TEXT)`,
		"CREATE VIEW a_view AS SELECT * FROM good")
	for table, want := range map[string]string{
		"missing":          `table "missing" does not exist`,
		"no_key":           `table "no_key" has no primary key`,
		"no_type":          `column "v" has no declared type`,
		"no_name":          `column "order no"`,
		"a_view":           `"a_view" is a view`,
		"_conduit_changes": "belongs to the connector",
	} {
		wantError(t, openError(t, db.sourceConfig("good,"+table), nil), want)
	}

	missing := filepath.Join(t.TempDir(), "none.db")
	cfg := db.sourceConfig("good", "url", missing)
	wantError(t, openError(t, cfg, nil), missing, "no such file")
	if _, err := os.Stat(missing); err == nil {
		t.Fatal("the missing database was created")
	}

	noDB := filepath.Join(t.TempDir(), "text.db")
	text := []byte("this is not a database, but it is long enough to be one")
	if err := os.WriteFile(noDB, text, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg = db.sourceConfig("good", "url", "file:"+noDB)
	wantError(t, openError(t, cfg, nil), noDB, "not a database")

	db.exec(t, "PRAGMA journal_mode = DELETE")
	wantError(t, openError(t, db.sourceConfig("good"), nil),
		`journal mode is "delete"`, "PRAGMA journal_mode = WAL")
}

func TestOpenRefusesPositions(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
		"INSERT INTO t VALUES (1), (2)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)
	id := db.rows(t, "SELECT id FROM _conduit_state")[0]
	at := func(rest string) opencdc.Position {
		return opencdc.Position(fmt.Sprintf(
			`{"version":1,"system":%q,%s}`, id, rest))
	}

	for want, pos := range map[string]opencdc.Position{
		"is damaged":             opencdc.Position("{"),
		"has version 2":          opencdc.Position(`{"version":2}`),
		"not the number of a":    at(`"mode":"changes","changesAfter":"x"`),
		"older than the positio": at(`"mode":"changes","changesAfter":"9"`),
		"primary key was changed": at(`"mode":"snapshot",` +
			`"changesAfter":"0","tables":{"t":{"upperBound":` +
			`[{"integer":1},{"integer":1}]}}`),
	} {
		wantError(t, openError(t, cfg, pos), want)
	}

	other := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	err := openError(t, other.sourceConfig("t"), pos)
	wantError(t, err, "position belongs to system", id)
	untouched := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	wantError(t, openError(t, untouched.sourceConfig("t"),
		opencdc.Position("{")), "is damaged")
	wantEqual(t, untouched.rows(t,
		"SELECT name FROM sqlite_schema WHERE name <> 't'"), []string{})
	// Another prefix is another log.
	err = openError(t, db.sourceConfig("t", "tracking.prefix", "b"), pos)
	wantError(t, err, "position belongs to system", id)
}

func TestOpenAgainFollowsTheTables(t *testing.T) {
	db := newDB(t, "CREATE TABLE a (id INTEGER PRIMARY KEY)",
		"CREATE TABLE b (id INTEGER PRIMARY KEY)",
		"INSERT INTO a VALUES (1)")
	src := open(t, db.sourceConfig("a,b"), nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)
	db.exec(t, "INSERT INTO b VALUES (1)")
	db.exec(t, "INSERT INTO a VALUES (2)")
	db.exec(t, "ALTER TABLE a ADD COLUMN v TEXT")

	// b is not configured any more, and a has another column.
	src = open(t, db.sourceConfig("a"), pos)
	db.exec(t, "INSERT INTO a VALUES (3, 'x')")
	db.exec(t, "INSERT INTO b VALUES (2)")
	wantEqual(t, summaries(readUntilIdle(t, src, 9)), []string{
		`create a {"id":2}: - -> {"id":2,"v":null}`,
		`create a {"id":3}: - -> {"id":3,"v":"x"}`,
	})
	got := db.rows(t, "SELECT tbl || seq FROM _conduit_changes")
	wantEqual(t, got, []string{"b1", "a2", "a3"})
}

func TestRenamedColumn(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
		"INSERT INTO t VALUES (1, 'a')")
	src := open(t, db.sourceConfig("t"), nil)
	pos := readExactly(t, src, 1)[0].Position
	db.exec(t, "INSERT INTO t VALUES (2, 'b')")
	teardown(t, src)
	db.exec(t, "ALTER TABLE t RENAME COLUMN v TO w")
	src = open(t, db.sourceConfig("t"), pos)
	wantEqual(t, summaries(readExactly(t, src, 1)),
		[]string{`create t {"id":2}: - -> {"id":2,"w":"b"}`})
}

func TestLifecycleOnDeleted(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
	schema := func() []string {
		return db.rows(t, `SELECT name FROM sqlite_master
			WHERE name LIKE '%conduit%' OR name LIKE 'other%'`)
	}
	teardown(t, open(t, db.sourceConfig("t", "tracking.prefix", "other"), nil))
	others := schema()
	teardown(t, open(t, db.sourceConfig("t"), nil))
	if all := schema(); len(all) != 2*len(others) {
		t.Fatalf("found %q", all)
	}

	// As Conduit calls it: neither configured nor opened, no defaults.
	raw := map[string]string{"url": db.path, "tables": "t"}
	for range 2 {
		src := NewSource()
		if err := src.LifecycleOnDeleted(t.Context(), raw); err != nil {
			t.Fatal(err)
		}
		teardown(t, src)
	}
	wantEqual(t, schema(), others)

	raw["url"] = filepath.Join(t.TempDir(), "gone.db")
	if err := NewSource().LifecycleOnDeleted(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	delete(raw, "url")
	wantError(t, NewSource().LifecycleOnDeleted(t.Context(), raw), "url")
}

// With a delay but no size, the batch middleware calls ReadN with 0.
func TestBatchMiddleware(t *testing.T) {
	for name, more := range map[string][]string{
		"size and delay": {"sdk.batch.size", "2", "sdk.batch.delay", "5ms"},
		"delay only":     {"sdk.batch.delay", "5ms"},
	} {
		t.Run(name, func(t *testing.T) {
			db := newDB(t, "CREATE TABLE t (id INTEGER PRIMARY KEY)",
				"INSERT INTO t VALUES (1), (2), (3)")
			// The middleware reads until the context of Open ends.
			ctx, stop := context.WithCancel(t.Context())
			src := configured(t, db.sourceConfig("t", more...))
			defer teardown(t, src)
			defer stop()
			if err := src.Open(ctx, nil); err != nil {
				t.Fatal(err)
			}
			readExactly(t, src, 3)
		})
	}
}

var _ sdk.Source = (*Source)(nil)
