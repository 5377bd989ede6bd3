package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/rs/zerolog"

	"example.com/conduit-connectors/internal/pgtest"
)

func TestReadNSizes(t *testing.T) {
	for n, want := range map[int]int{-1: 4, 0: 4, 1: 1, 3: 3, 4: 4, 9: 4} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY)",
				"INSERT INTO t VALUES (1), (2), (3), (4), (5)")
			src := open(t, db.sourceConfig("t,last", "fetchSize", "4"), nil)
			// No more than asked for, nor than is held in memory.
			recs, err := readWithin(t, src, n, 10*time.Second)
			if err != nil || len(recs) != want {
				t.Fatalf("got %d records and %v, want %d",
					len(recs), err, want)
			}
			rest := db.readThrough(t, src, n)
			if len(recs)+len(rest) != 5 {
				t.Fatalf("then %d records, want %d",
					len(rest), 5-len(recs))
			}
		})
	}
}

// The SDK takes any error but the context's own for a failure. A read that was
// interrupted must not come out as something else.
func TestReadStopsWithItsContext(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
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

func TestAckWhileReading(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (-1), (-2), (-3)")
	src := open(t, db.sourceConfig("t", "fetchSize", "2"), nil)
	const inserts = 200
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
		for i := range inserts {
			db.exec(t, "INSERT INTO t VALUES ($1)", i)
		}
	})
	for _, rec := range readExactly(t, src, inserts+3) {
		records <- rec
	}
	close(records)
	others.Wait()
}

func TestTeardownAtAnyTime(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
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
		src := open(t, db.sourceConfig("t", "fetchSize", "1"), nil)
		readExactly(t, src, 1)
		teardown(t, src)
		db.exec(t, "ALTER TABLE t ADD COLUMN v int") // nothing is locked
	})
	t.Run("while reading", func(t *testing.T) {
		src := open(t, db.sourceConfig("t", "snapshot.mode", "never",
			"slot.name", "idle"), nil)
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
	t.Run("while nobody reads", func(t *testing.T) {
		src := open(t, db.sourceConfig("t", "fetchSize", "1"), nil)
		for i := range 10 { // the stream cannot pass its messages on
			db.exec(t, "INSERT INTO t VALUES ($1)", 100+i)
		}
		time.Sleep(20 * time.Millisecond)
		teardown(t, src)
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	db := newDB(t, "CREATE TABLE good (id int PRIMARY KEY)",
		"CREATE TABLE no_key (id int)",
		"CREATE TABLE no_type (id int PRIMARY KEY, v int[])",
		"CREATE TYPE mood AS ENUM ('sad', 'ok')",
		"CREATE TABLE own_type (id int PRIMARY KEY, v mood)",
		`CREATE TABLE no_name (id int PRIMARY KEY, "order no" text)`,
		"CREATE VIEW a_view AS SELECT * FROM good",
		"CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
		"CREATE TABLE later (id int PRIMARY KEY DEFERRABLE)",
		"CREATE TABLE nothing (id int PRIMARY KEY)",
		"ALTER TABLE nothing REPLICA IDENTITY NOTHING",
		"CREATE TABLE indexed (id int PRIMARY KEY, u int NOT NULL UNIQUE)",
		"ALTER TABLE indexed REPLICA IDENTITY USING INDEX indexed_u_key")
	for table, want := range map[string]string{
		"missing":     `table "missing" does not exist in the schema "public"`,
		"sales.order": `table "order" does not exist in the schema "sales"`,
		"no_key":      `table "no_key" has no primary key`,
		"no_type":     `"no_type", column "v": the type integer[] is not`,
		"own_type":    `"own_type", column "v": the type mood is not`,
		"no_name":     `column "order no"`,
		"a_view":      `"a_view" is not a table`,
		"parts":       `"parts" is partitioned`,
		"later":       "deferrable primary key",
		"nothing":     `run ALTER TABLE "public"."nothing" REPLICA IDENTITY`,
		"indexed":     "has an index as its replica identity",
	} {
		err := openError(t, db.sourceConfig("good,"+table), nil)
		wantError(t, err, want)
	}
	// Nothing was created in the database before all checks were done.
	wantEqual(t, db.rows(t, "SELECT pubname FROM pg_publication"), nil)
	wantEqual(t, db.rows(t, `SELECT slot_name FROM pg_replication_slots
		WHERE database = current_database()`), nil)

	cfg := db.sourceConfig("good")
	cfg["url"] = server.URL("no_such_db")
	wantError(t, openError(t, cfg, nil), `"no_such_db" does not exist`)
	cfg["url"] = "postgres://postgres:hunter2@127.0.0.1:1/x?sslmode=disable"
	err := openError(t, cfg, nil)
	wantError(t, err, "127.0.0.1")
	if strings.Contains(err.Error(), "hunter2") {
		t.Fatalf("password in %q", err)
	}

	db.exec(t, `CREATE PUBLICATION `+testSlot+` FOR TABLE good
		WITH (publish = 'insert')`)
	wantError(t, openError(t, db.sourceConfig("good"), nil),
		"leaves out operations")
}

func TestOpenRefusesPositions(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1), (2)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)
	for want, pos := range map[string]opencdc.Position{
		"is damaged":    opencdc.Position("{"),
		"has version 2": opencdc.Position(`{"version":2}`),
		`changesAfter "x"`: change(t, pos,
			`"mode":"changes","changesAfter":"x"`),
		`changesAfter "0/1z"`: change(t, pos,
			`"mode":"changes","changesAfter":"0/1z"`),
		`changesAfter "0/1:0/2"`: change(t, pos,
			`"mode":"changes","changesAfter":"0/1:0/2"`),
		"older than the position": change(t, pos,
			`"mode":"changes","changesAfter":"FF/0"`),
		"primary key was changed": change(t, pos, `"mode":"snapshot",`+
			`"changesAfter":"FF/0","tables":{"t":{"upperBound":`+
			`[{"text":"1"},{"text":"1"}]}}`),
	} {
		wantError(t, openError(t, cfg, pos), want)
	}

	other := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	err := openError(t, other.sourceConfig("t", "slot.name", "b"), pos)
	wantError(t, err, "position belongs to system", db.name, other.name)
}

// change returns a position of the same system with other content.
func change(
	t *testing.T, pos opencdc.Position, content string,
) opencdc.Position {
	t.Helper()
	_, rest, _ := strings.Cut(string(pos), `"system":"`)
	system, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("no system in %s", pos)
	}
	return opencdc.Position(fmt.Sprintf(
		`{"version":1,"system":%q,%s}`, system, content))
}

// A second server with limits of its own.
func TestOtherServer(t *testing.T) {
	other, err := pgtest.Start("max_slot_wal_keep_size=1MB",
		"min_wal_size=32MB", "max_wal_size=32MB")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := other.Stop(); err != nil {
			t.Error(err)
		}
	}()
	t.Run("foreign position", func(t *testing.T) {
		db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
			"INSERT INTO t VALUES (1)")
		src := open(t, db.sourceConfig("t"), nil)
		pos := readExactly(t, src, 1)[0].Position
		twin := newDBOn(t, other, "CREATE TABLE t (id int PRIMARY KEY)")
		wantError(t, openError(t, twin.sourceConfig("t"), pos),
			"position belongs to system", "create a new connector")
	})
	t.Run("lost slot", func(t *testing.T) {
		db := newDBOn(t, other, "CREATE TABLE t (id int PRIMARY KEY)",
			"INSERT INTO t VALUES (1)")
		cfg := db.sourceConfig("t")
		src := open(t, cfg, nil)
		pos := readExactly(t, src, 1)[0].Position
		teardown(t, src)
		for range 3 {
			db.exec(t, "INSERT INTO t SELECT max(id) + 1 FROM t")
			db.exec(t, "SELECT pg_switch_wal()")
			db.exec(t, "CHECKPOINT")
		}
		for _, pos := range []opencdc.Position{nil, pos} {
			wantError(t, openError(t, cfg, pos), testSlot, "lost",
				"max_slot_wal_keep_size", "pg_drop_replication_slot")
		}
	})
}

func TestMissingSlot(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	first := readExactly(t, src, 1)[0].Position
	db.exec(t, "INSERT INTO t VALUES (2)")
	second := readExactly(t, src, 1)[0].Position
	teardown(t, src)
	db.execWhenFree(t, "SELECT pg_drop_replication_slot('"+testSlot+"')")
	for _, pos := range []opencdc.Position{first, second} {
		wantError(t, openError(t, cfg, pos),
			testSlot, "does not exist any more", "create a new connector")
	}
	// Somebody has created it again, which does not bring the changes back.
	db.exec(t, "INSERT INTO t VALUES (3)")
	db.exec(t, `SELECT pg_create_logical_replication_slot('`+testSlot+`',
		'pgoutput')`)
	for _, pos := range []opencdc.Position{first, second} {
		wantError(t, openError(t, cfg, pos), testSlot, "has moved on")
	}
	db.execWhenFree(t, "SELECT pg_drop_replication_slot('"+testSlot+"')")
	db.exec(t, `SELECT pg_create_logical_replication_slot('`+testSlot+`',
		'test_decoding')`)
	wantError(t, openError(t, cfg, second), testSlot, "test_decoding")
}

func TestSlotIsInUse(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	open(t, db.sourceConfig("t"), nil)
	wantError(t, openError(t, db.sourceConfig("t"), nil),
		testSlot, "another reader", "is active for PID")
}

// A table that is added later is read from then on.
func TestTableAdded(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE a (id int PRIMARY KEY)",
		"CREATE TABLE b (id int PRIMARY KEY)", "INSERT INTO b VALUES (1)")
	src := open(t, db.sourceConfig("a,last"), nil)
	db.exec(t, "INSERT INTO a VALUES (1)")
	pos := readExactly(t, src, 1)[0].Position
	teardown(t, src)

	// Somebody is writing to the table at this moment.
	commit := db.commitLater(t, "INSERT INTO b VALUES (2)")
	src = open(t, db.sourceConfig("a,b,last"), pos)
	commit.Wait()
	db.exec(t, "INSERT INTO b VALUES (3)")
	wantEqual(t, summaries(db.readThrough(t, src, 9)), []string{
		`create b {"id":3}: - -> {"id":3}`,
	})
}

func TestLifecycleOnDeleted(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	left := func() []string {
		return db.rows(t, `SELECT slot_name FROM pg_replication_slots
			WHERE database = current_database()
			UNION ALL SELECT pubname FROM pg_publication ORDER BY 1`)
	}
	src := open(t, db.sourceConfig("t"), nil)
	wantEqual(t, left(), []string{testSlot, testSlot})
	teardown(t, open(t, db.sourceConfig("t", "slot.name", "other"), nil))
	teardown(t, src)

	// As Conduit calls it: neither configured nor opened, no defaults.
	raw := map[string]string{
		"url": db.url, "tables": "t", "slot.name": testSlot,
	}
	for range 2 {
		src := NewSource()
		if err := src.LifecycleOnDeleted(t.Context(), raw); err != nil {
			t.Fatal(err)
		}
		teardown(t, src)
	}
	wantEqual(t, left(), []string{"other", "other"})

	raw["url"] = server.URL("gone")
	if err := NewSource().LifecycleOnDeleted(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	delete(raw, "slot.name") // and no connector ID in the context
	wantError(t, NewSource().LifecycleOnDeleted(t.Context(), raw),
		"slot.name")
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
			db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
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

// A role that may only do what the README asks for, with a password.
func TestPrivilegesAndPassword(t *testing.T) {
	db := newDB(t)
	role := "reader_" + db.name
	db.exec(t, "CREATE ROLE "+role+" LOGIN REPLICATION PASSWORD 'hunter2'")
	db.exec(t, "GRANT CREATE ON DATABASE "+db.name+" TO "+role)
	db.exec(t, "CREATE SCHEMA own AUTHORIZATION "+role)
	db.exec(t, "CREATE TABLE own.t (id int PRIMARY KEY)")
	db.exec(t, "INSERT INTO own.t VALUES (1)")
	cfg := db.sourceConfig("own.t")
	cfg["url"] = strings.Replace(db.url,
		"postgres@", role+":hunter2@", 1)
	wantError(t, openError(t, cfg, nil), "must be owner of table t")
	db.exec(t, "ALTER TABLE own.t OWNER TO "+role)

	var log bytes.Buffer
	logger := zerolog.New(&log).Level(zerolog.TraceLevel)
	ctx := logger.WithContext(t.Context())
	src := configured(t, cfg)
	defer teardown(t, src)
	if err := src.Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
	recs := readExactly(t, src, 1)
	ack(t, src, recs...)
	teardown(t, src)
	if strings.Contains(log.String(), "hunter2") {
		t.Fatalf("password in the log:\n%s", &log)
	}
	err := src.LifecycleOnDeleted(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
}

var _ sdk.Source = (*Source)(nil)
