package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"
	"go.uber.org/goleak"

	"example.com/conduit-connectors/internal/pgtest"
)

// server is shared by the tests; each one has a database of its own.
var server *pgtest.Server

// TestMain fails if a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	var err error
	if server, err = pgtest.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	reportInterval, slotPatience = 100*time.Millisecond, 3*time.Second
	code := m.Run()
	if err := goleak.Find(goleak.IgnoreAnyFunction(
		"github.com/twmb/go-cache/cache.New[...].func1", // the SDK's
	)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// testDB is a database with a connection of its own, as another program has.
type testDB struct {
	*pgx.Conn
	name, url string
}

const testSlot = "test_slot"

var databases atomic.Int64

// newDB creates a database, and drops its slots after the test. The database
// goes with the server.
func newDB(t *testing.T, statements ...string) testDB {
	t.Helper()
	return newDBOn(t, server, statements...)
}

func newDBOn(
	t *testing.T, server *pgtest.Server, statements ...string,
) testDB {
	t.Helper()
	name := fmt.Sprintf("db%d", databases.Add(1))
	admin := dial(t, server.URL("postgres"))
	mustExec(t, admin, "CREATE DATABASE "+name)
	// #region cleanup
	t.Cleanup(func() {
		if admin.IsClosed() {
			return // the test has shut the server down
		}
		ctx, cancel := context.WithTimeout(
			context.WithoutCancel(t.Context()), 20*time.Second)
		defer cancel()
		// Slots belong to a database, so all tests use the same name.
		err := retryInUse(ctx, testSlot, func() error {
			_, err := admin.Exec(ctx,
				`SELECT pg_drop_replication_slot(slot_name)
				FROM pg_replication_slots WHERE database = $1`, name)
			return err
		})
		if err != nil {
			t.Error(err)
		}
		admin.Close(ctx)
	})
	// #endregion cleanup
	db := testDB{
		Conn: dial(t, server.URL(name)), name: name, url: server.URL(name),
	}
	t.Cleanup(func() { db.Close(context.Background()) })
	for _, statement := range statements {
		db.exec(t, statement)
	}
	return db
}

func dial(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func mustExec(t *testing.T, conn *pgx.Conn, sql string, args ...any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(
		context.Background(), 20*time.Second)
	defer cancel()
	if _, err := conn.Exec(ctx, sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func (db testDB) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	mustExec(t, db.Conn, sql, args...)
}

// execWhenFree runs a statement on the slot of a source that was torn down. The
// server may need a moment to notice.
func (db testDB) execWhenFree(t *testing.T, sql string) {
	t.Helper()
	err := retryInUse(t.Context(), testSlot, func() error {
		_, err := db.Exec(t.Context(), sql)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// rows returns the result of a query as text, one line per row.
func (db testDB) rows(t *testing.T, sql string) []string {
	t.Helper()
	rows, err := readRows(context.Background(), db, sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	result := make([]string, len(rows))
	for i, r := range rows {
		for j, c := range r {
			if j > 0 {
				result[i] += " "
			}
			result[i] += string(c.text)
		}
	}
	return result
}

// confirmed returns the point up to which the slot has released the log.
func (db testDB) confirmed(t *testing.T) pglogrepl.LSN {
	t.Helper()
	return db.lsn(t, `SELECT confirmed_flush_lsn FROM pg_replication_slots
		WHERE slot_name = '`+testSlot+`'`)
}

// logEnd returns the point that the log has reached.
func (db testDB) logEnd(t *testing.T) pglogrepl.LSN {
	t.Helper()
	return db.lsn(t, "SELECT pg_current_wal_lsn()")
}

func (db testDB) lsn(t *testing.T, sql string) pglogrepl.LSN {
	t.Helper()
	rows := db.rows(t, sql)
	if len(rows) != 1 {
		t.Fatalf("%s: %q", sql, rows)
	}
	lsn, err := pglogrepl.ParseLSN(rows[0])
	if err != nil {
		t.Fatal(err)
	}
	return lsn
}

// sourceConfig returns settings for quick tests; overrides are key, value.
func (db testDB) sourceConfig(tables string, more ...string) config.Config {
	cfg := config.Config{
		"url": db.url, "tables": tables, "slot.name": testSlot,
		"slot.retention": "0s",
	}
	for i := 0; i < len(more); i += 2 {
		cfg[more[i]] = more[i+1]
	}
	return cfg
}

// configured returns a source that is ready to be opened.
func configured(t *testing.T, cfg config.Config) sdk.Source {
	t.Helper()
	src := NewSource()
	err := sdk.Util.ParseConfig(t.Context(), cfg, src.Config(),
		Connector.NewSpecification().SourceParams)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// open opens a source at a position and tears it down after the test.
func open(
	t *testing.T, cfg config.Config, pos opencdc.Position,
) sdk.Source {
	t.Helper()
	src := configured(t, cfg)
	t.Cleanup(func() { teardown(t, src) })
	if err := src.Open(t.Context(), pos); err != nil {
		t.Fatal(err)
	}
	return src
}

func openError(t *testing.T, cfg config.Config, pos opencdc.Position) error {
	t.Helper()
	src := configured(t, cfg)
	defer teardown(t, src)
	err := src.Open(t.Context(), pos)
	if err == nil {
		t.Fatal("Open succeeded, want an error")
	}
	return err
}

func teardown(t *testing.T, src sdk.Source) {
	t.Helper()
	if err := src.Teardown(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func ack(t *testing.T, src sdk.Source, recs ...opencdc.Record) {
	t.Helper()
	for _, rec := range recs {
		if err := src.Ack(t.Context(), rec.Position); err != nil {
			t.Fatal(err)
		}
	}
}

// #region read-through

// readThrough reads until the change with this key arrives, which the test
// made last, and returns the records before it.
func (db testDB) readThrough(
	t *testing.T, src sdk.Source, n int,
) []opencdc.Record {
	t.Helper()
	db.exec(t, "INSERT INTO last DEFAULT VALUES")
	var all []opencdc.Record
	for {
		recs, err := readWithin(t, src, n, 10*time.Second)
		if err != nil {
			t.Fatalf("after %d records: %v", len(all), err)
		}
		for _, rec := range recs {
			collection, _ := rec.Metadata.GetCollection()
			if collection == "last" {
				return all
			}
			all = append(all, rec)
		}
	}
}

// #endregion read-through

// lastTable is what readThrough needs; add it to the configured tables.
const lastTable = `CREATE TABLE last (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)`

// readExactly reads a number of records, and fails if they do not come.
func readExactly(t *testing.T, src sdk.Source, count int) []opencdc.Record {
	t.Helper()
	var all []opencdc.Record
	for len(all) < count {
		recs, err := readWithin(t, src, count-len(all), 10*time.Second)
		if err != nil {
			t.Fatalf("after %d of %d records: %v", len(all), count, err)
		}
		all = append(all, recs...)
	}
	return all
}

// readNothing fails if a record comes.
func readNothing(t *testing.T, src sdk.Source) {
	t.Helper()
	recs, err := readWithin(t, src, 1, 100*time.Millisecond)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %q and %v", summaries(recs), err)
	}
}

func readWithin(
	t *testing.T, src sdk.Source, n int, limit time.Duration,
) ([]opencdc.Record, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	recs, err := src.ReadN(ctx, n)
	if err != nil {
		return nil, err
	}
	if len(recs) == 0 || (n > 0 && len(recs) > n) {
		t.Fatalf("ReadN(%d) returned %d records", n, len(recs))
	}
	for i := range recs {
		if recs[i], err = decode(t.Context(), recs[i]); err != nil {
			t.Fatal(err)
		}
	}
	return recs, nil
}

// eventually repeats a check until it is true.
func eventually(t *testing.T, what string, check func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !check(); {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// decode undoes what the encoding middleware did, as a destination does.
func decode(
	ctx context.Context, rec opencdc.Record,
) (opencdc.Record, error) {
	subject, _ := rec.Metadata.GetKeySchemaSubject()
	version, _ := rec.Metadata.GetKeySchemaVersion()
	var err error
	if rec.Key, err = decodeData(ctx, subject, version, rec.Key); err != nil {
		return rec, err
	}
	subject, _ = rec.Metadata.GetPayloadSchemaSubject()
	version, _ = rec.Metadata.GetPayloadSchemaVersion()
	rec.Payload.Before, err = decodeData(
		ctx, subject, version, rec.Payload.Before)
	if err != nil {
		return rec, err
	}
	rec.Payload.After, err = decodeData(
		ctx, subject, version, rec.Payload.After)
	return rec, err
}

func decodeData(
	ctx context.Context, subject string, version int, data opencdc.Data,
) (opencdc.Data, error) {
	if data == nil {
		return nil, nil
	}
	found, err := schema.Get(ctx, subject, version)
	if err != nil {
		return nil, fmt.Errorf("schema %q: %w", subject, err)
	}
	var decoded opencdc.StructuredData
	if err := found.Unmarshal(data.Bytes(), &decoded); err != nil {
		return nil, fmt.Errorf("schema %q: %w", subject, err)
	}
	return decoded, nil
}

// summary puts a record into one readable line.
func summary(rec opencdc.Record) string {
	collection, _ := rec.Metadata.GetCollection()
	text := func(data opencdc.Data) string {
		if data == nil {
			return "-"
		}
		return string(data.Bytes())
	}
	return fmt.Sprintf("%s %s %s: %s -> %s", rec.Operation, collection,
		text(rec.Key), text(rec.Payload.Before), text(rec.Payload.After))
}

func summaries(recs []opencdc.Record) []string {
	lines := make([]string, len(recs))
	for i, rec := range recs {
		lines[i] = summary(rec)
	}
	return lines
}

func wantEqual[T comparable](t *testing.T, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("got\n%s\nwant\n%s", lines(got), lines(want))
	}
}

func lines[T any](values []T) string {
	text := make([]string, len(values))
	for i, v := range values {
		text[i] = fmt.Sprintf("  %v", v)
	}
	return strings.Join(text, "\n")
}

// wantError checks that a message names everything that it should.
func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want one with %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Fatalf("error %q does not name %q", err, part)
		}
	}
}
