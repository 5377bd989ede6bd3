package reckeychange

import (
	"fmt"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// destination is a table that upserts and deletes by the key of a record.
type destination map[string]string

func (d destination) write(recs []opencdc.Record) {
	for _, rec := range recs {
		key := fmt.Sprint(rec.Key)
		if rec.Operation == opencdc.OperationDelete {
			delete(d, key)
			continue
		}
		row := rec.Payload.After.(opencdc.StructuredData)
		d[key] = fmt.Sprint(row["id"], row["name"])
	}
}

func (d destination) rows() []string {
	rows := make([]string, 0, len(d))
	for _, row := range d {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return rows
}

func user(id int, name string) opencdc.StructuredData {
	return opencdc.StructuredData{"shop": 1, "id": id, "name": name}
}

// rowByRow sends each create right after its delete.
func rowByRow(e event) []opencdc.Record {
	var recs []opencdc.Record
	for _, row := range e.rows {
		recs = append(recs, goodRecords(event{rows: []change{row}})...)
	}
	return recs
}

func TestProof(t *testing.T) {
	type records = func(event) []opencdc.Record
	for _, c := range []struct {
		name               string
		update             []change
		good, bad, ordered []string // rows at the destination afterwards
	}{
		{
			name:    "the key stays",
			update:  []change{{user(7, "Ann"), user(7, "Eve")}},
			good:    []string{"7Eve", "8Bob"},
			bad:     []string{"7Eve", "8Bob"},
			ordered: []string{"7Eve", "8Bob"},
		},
		{
			name:    "a new key",
			update:  []change{{user(7, "Ann"), user(9, "Ann")}},
			good:    []string{"8Bob", "9Ann"},
			bad:     []string{"7Ann", "8Bob", "9Ann"}, // 7 is left over
			ordered: []string{"8Bob", "9Ann"},
		},
		// UPDATE users SET id = id + 1, where keys are checked at its end
		{
			name: "the key of another row",
			update: []change{
				{user(7, "Ann"), user(8, "Ann")},
				{user(8, "Bob"), user(9, "Bob")},
			},
			good:    []string{"8Ann", "9Bob"},
			bad:     []string{"7Ann", "8Ann", "9Bob"},
			ordered: []string{"9Bob"}, // the second delete removes Ann
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			check := func(which, way string, make records, want []string) {
				e := event{offset: 3, rows: c.update}
				d := destination{}
				for _, row := range []opencdc.StructuredData{
					user(7, "Ann"), user(8, "Bob"),
				} {
					d[fmt.Sprint(keyOf(row))] = fmt.Sprint(
						row["id"], row["name"])
				}
				d.write(make(e))
				if got := d.rows(); !slices.Equal(got, want) {
					t.Errorf("%s, %s: got %q, want %q", which, way, got, want)
				} else if !slices.Equal(got, c.good) {
					t.Logf("bad: %s, %s: rows %q, not %q",
						c.name, way, got, c.good)
				}
			}
			check("good", "old keys first", goodRecords, c.good)
			check("bad", "update", badRecords, c.bad)
			check("good", "row by row", rowByRow, c.ordered)
		})
	}
}
