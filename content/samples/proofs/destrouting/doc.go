// Package destrouting proves the guideline DEST-ROUTING: a metadata key of the
// connector's own overrides what the user has set, and no other source has it.
package destrouting

import (
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
)

// ownKey is a metadata field that only this connector's source sets.
const ownKey = "mysystem.table"

// destination stores rows in tables, in memory.
type destination struct {
	table string // the setting; empty if the user set none
	rows  map[string]map[string]string
}

// router names the table of a record.
type router func(d *destination, rec opencdc.Record) string

// write upserts the rows of all records.
func (d *destination) write(route router, records ...opencdc.Record) error {
	for _, rec := range records {
		name := route(d, rec)
		if name == "" {
			return errors.New(`no table: set the parameter "table"`)
		}
		if d.rows[name] == nil {
			d.rows[name] = make(map[string]string)
		}
		d.rows[name][string(rec.Key.Bytes())] = string(
			rec.Payload.After.Bytes())
	}
	return nil
}
