// Package destbatch measures the guideline DEST-BATCH: a transaction for each
// record against one for the whole slice.
package destbatch

import "github.com/conduitio/conduit-commons/opencdc"

// statement stores a record that may have been stored before.
const statement = `INSERT INTO t (id, name) VALUES (?, ?)
	ON CONFLICT (id) DO UPDATE SET name = excluded.name`

// values are the statement's.
func values(rec opencdc.Record) []any {
	fields := rec.Payload.After.(opencdc.StructuredData)
	return []any{fields["id"], fields["name"]}
}
