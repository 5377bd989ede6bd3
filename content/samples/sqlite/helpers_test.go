package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// testDB is a database with a connection of its own, as another program has.
type testDB struct {
	*sql.DB
	path string
}

func newDB(t testing.TB, statements ...string) testDB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	db, err := sql.Open("sqlite",
		"file:"+path+"?_busy_timeout=5000&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	result := testDB{DB: db, path: path}
	result.exec(t, "PRAGMA journal_mode = WAL")
	for _, statement := range statements {
		result.exec(t, statement)
	}
	return result
}

func (db testDB) exec(t testing.TB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// rows returns the result of a query as text, one line per row.
func (db testDB) rows(t *testing.T, query string) []string {
	t.Helper()
	rows, err := read(t.Context(), db, query, nil)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = line(r...)
	}
	return lines
}

// line joins values with spaces.
func line(values ...any) string {
	return strings.TrimSuffix(fmt.Sprintln(values...), "\n")
}

// sourceConfig returns settings for quick tests; overrides are key, value.
func (db testDB) sourceConfig(tables string, more ...string) config.Config {
	cfg := config.Config{
		"url": db.path, "tables": tables, "pollInterval": "2ms",
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

// readUntilIdle reads with ReadN until nothing comes any more.
func readUntilIdle(t *testing.T, src sdk.Source, n int) []opencdc.Record {
	t.Helper()
	var all []opencdc.Record
	for {
		ctx, cancel := whileIdle(t)
		recs, err := readRecords(ctx, t, src, n)
		cancel()
		if errors.Is(err, context.Canceled) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, recs...)
	}
}

// whileIdle returns a context that ends after about 120 ms. Many short waits
// take longer on a busy machine, on which the source is slow, too.
func whileIdle(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		for range 120 {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return ctx, cancel
}

// readExactly reads a number of records, and fails if they do not come.
func readExactly(t *testing.T, src sdk.Source, count int) []opencdc.Record {
	t.Helper()
	var all []opencdc.Record
	for len(all) < count {
		recs, err := readWithin(t, src, count-len(all), 5*time.Second)
		if err != nil {
			t.Fatalf("after %d of %d records: %v", len(all), count, err)
		}
		all = append(all, recs...)
	}
	return all
}

func readWithin(
	t *testing.T, src sdk.Source, n int, limit time.Duration,
) ([]opencdc.Record, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	return readRecords(ctx, t, src, n)
}

func readRecords(
	ctx context.Context, t *testing.T, src sdk.Source, n int,
) ([]opencdc.Record, error) {
	t.Helper()
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
