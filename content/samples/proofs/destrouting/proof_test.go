package destrouting

import (
	"fmt"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// record is row 1 of a table. Its source may also set a field of its own.
func record(table string, own bool) opencdc.Record {
	rec := opencdc.Record{
		Operation: opencdc.OperationSnapshot,
		Metadata:  opencdc.Metadata{},
		Key:       opencdc.RawData("1"),
		Payload:   opencdc.Change{After: opencdc.RawData("new " + table)},
	}
	rec.Metadata.SetCollection(table)
	if own {
		rec.Metadata[ownKey] = table
	}
	return rec
}

func TestProof(t *testing.T) {
	foreign := []opencdc.Record{
		record("users", false), record("orders", false),
	}
	for _, test := range []struct {
		name      string
		table     string
		records   []opencdc.Record
		good, bad string // the tables afterwards
	}{
		{
			"users into users_copy, same connector on both sides",
			"users_copy", []opencdc.Record{record("users", true)},
			"map[users:map[1:old] users_copy:map[1:new users]]",
			"map[users:map[1:new users]]",
		},
		{
			"users and orders of another source, no setting",
			"", foreign,
			"map[orders:map[1:new orders] users:map[1:new users]]",
			`no table: set the parameter "table"`,
		},
		{
			"users and orders of another source, table users set",
			"users", foreign,
			"map[users:map[1:new orders]]", // the user's decision
			"map[users:map[1:new orders]]",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := after(test.table, goodTable, test.records)
			if got != test.good {
				t.Errorf("good: %s, want %s", got, test.good)
			}
			got = after(test.table, badTable, test.records)
			if got != test.bad {
				t.Errorf("bad: %s, want %s", got, test.bad)
			}
			if test.good != test.bad {
				t.Logf("bad: %s: %s", test.name, got)
			}
		})
	}
}

// after writes records next to a row that is there, and says what is stored.
func after(table string, route router, records []opencdc.Record) string {
	d := &destination{
		table: table,
		rows:  map[string]map[string]string{"users": {"1": "old"}},
	}
	if err := d.write(route, records...); err != nil {
		return err.Error()
	}
	return fmt.Sprint(d.rows)
}
