package snapshape

import (
	"database/sql"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	_ "modernc.org/sqlite"
)

// replicate writes a snapshot and the changes after it to a destination that
// upserts and deletes by key. It returns its rows, with their keys.
func replicate(
	t *testing.T, snapshotKey snapshotKeyFunc, changeKey changeKeyFunc,
) []string {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection has a database of its own
	exec := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	exec(`
		CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
		CREATE TABLE log (seq INTEGER PRIMARY KEY, id TEXT, name TEXT);
		CREATE TRIGGER u AFTER UPDATE ON customers BEGIN
			INSERT INTO log (id, name) VALUES (new.id, new.name); END;
		CREATE TRIGGER d AFTER DELETE ON customers BEGIN
			INSERT INTO log (id) VALUES (old.id); END;
		INSERT INTO customers VALUES (7, 'Ann'), (8, 'Bob')`)
	records, err := snapshot(t.Context(), db, snapshotKey)
	if err != nil {
		t.Fatal(err)
	}
	exec("UPDATE customers SET name = 'Anna' WHERE id = 7")
	exec("DELETE FROM customers WHERE id = 8")
	later, err := changes(t.Context(), db, changeKey)
	if err != nil {
		t.Fatal(err)
	}

	destination := map[string]string{}
	for _, rec := range append(records, later...) {
		key := string(rec.Key.Bytes())
		if rec.Operation == opencdc.OperationDelete {
			delete(destination, key)
			continue
		}
		name, _ := rec.Payload.After.(opencdc.StructuredData)["name"].(string)
		destination[key] = name
	}
	var rows []string
	for key, name := range destination {
		rows = append(rows, key+" "+name)
	}
	slices.Sort(rows)
	return rows
}

func TestProof(t *testing.T) {
	got := replicate(t, goodSnapshotKey, goodChangeKey)
	if want := []string{`{"id":7} Anna`}; !slices.Equal(got, want) {
		t.Errorf("good: got %q, want %q", got, want)
	}
	got = replicate(t, badSnapshotKey, badChangeKey)
	want := []string{
		`{"id":"7"} Anna`,
		`{"id":7} Ann`, // was updated
		`{"id":8} Bob`} // was deleted
	if !slices.Equal(got, want) {
		t.Errorf("bad: got %q, want %q", got, want)
	}
	t.Logf("bad: Ann was renamed and Bob deleted; the destination has %d rows:",
		len(got))
	for _, row := range got {
		t.Logf("bad: %s", row)
	}
}
