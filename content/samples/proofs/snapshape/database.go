// Package snapshape proves the guideline SNAP-SHAPE: a key that is a number in
// the snapshot and a text in the changes makes two rows of one.
package snapshape

import (
	"context"
	"database/sql"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// The key of a record is made of a scanned value, or of a logged one.
type (
	snapshotKeyFunc func(id int64) opencdc.Data
	changeKeyFunc   func(logged string) (opencdc.Data, error)
)

// metadata returns a map of its own for each record: the SDK writes into it.
func metadata() opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection("customers")
	return meta
}

// snapshot reads the rows of the table. The driver returns numbers.
func snapshot(ctx context.Context, db *sql.DB, key snapshotKeyFunc) (
	records []opencdc.Record, err error,
) {
	rows, err := db.QueryContext(ctx, "SELECT id, name FROM customers")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		records = append(records, sdk.Util.Source.NewRecordSnapshot(
			nil, metadata(), key(id), opencdc.StructuredData{"name": name}))
	}
	return records, rows.Err()
}

// changes reads the log. It holds texts, whatever the type of a column.
func changes(ctx context.Context, db *sql.DB, key changeKeyFunc) (
	records []opencdc.Record, err error,
) {
	rows, err := db.QueryContext(ctx, "SELECT id, name FROM log ORDER BY seq")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		var name *string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		k, err := key(id)
		if err != nil {
			return nil, err
		}
		if name == nil {
			records = append(records, sdk.Util.Source.NewRecordDelete(
				nil, metadata(), k, nil))
			continue
		}
		records = append(records, sdk.Util.Source.NewRecordUpdate(nil,
			metadata(), k, nil, opencdc.StructuredData{"name": *name}))
	}
	return records, rows.Err()
}
