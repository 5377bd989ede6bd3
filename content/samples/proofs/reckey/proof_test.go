package reckey

import (
	"fmt"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type keyFunc func(opencdc.StructuredData) (opencdc.StructuredData, error)

func line(order, line int, item string) opencdc.StructuredData {
	return opencdc.StructuredData{
		"order_id": order, "line": line, "item": item,
	}
}

// destination is a table that upserts and deletes by the key of a record.
type destination map[string]string

func (d destination) write(rec opencdc.Record) {
	key := fmt.Sprint(rec.Key)
	if rec.Operation == opencdc.OperationDelete {
		delete(d, key)
		return
	}
	row := rec.Payload.After.(opencdc.StructuredData)
	d[key] = fmt.Sprint(row["order_id"], "/", row["line"], " ", row["item"])
}

func (d destination) rows() []string {
	rows := []string{}
	for _, row := range d {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return rows
}

// replicate delivers three rows, then the deletion of the second. It returns
// the rows of the destination after each of the two steps.
func replicate(t *testing.T, key keyFunc) (full, rest []string) {
	t.Helper()
	d := destination{}
	keyOf := func(row opencdc.StructuredData) opencdc.StructuredData {
		k, err := key(row)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	for _, row := range []opencdc.StructuredData{
		line(7, 1, "pen"), line(7, 2, "ink"), line(8, 1, "cap"),
	} {
		d.write(sdk.Util.Source.NewRecordCreate(nil, nil, keyOf(row), row))
	}
	full = d.rows()
	gone := line(7, 2, "ink")
	d.write(sdk.Util.Source.NewRecordDelete(nil, nil, keyOf(gone), gone))
	return full, d.rows()
}

func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		key        keyFunc
		full, rest []string
	}{
		"good": {goodKey, []string{"7/1 pen", "7/2 ink", "8/1 cap"},
			[]string{"7/1 pen", "8/1 cap"}},
		"bad": {badKey, []string{"7/2 ink", "8/1 cap"},
			[]string{"8/1 cap"}},
	} {
		t.Run(name, func(t *testing.T) {
			full, rest := replicate(t, test.key)
			if !slices.Equal(full, test.full) ||
				!slices.Equal(rest, test.rest) {
				t.Fatalf("%s: rows %q, then %q; want %q, then %q", name,
					full, rest, test.full, test.rest)
			}
			if name == "bad" {
				t.Logf("bad: 3 rows are created, the destination has %d: %q",
					len(full), full)
				t.Logf("bad: 7/2 is deleted, the destination has %d: %q",
					len(rest), rest)
			}
		})
	}
}
