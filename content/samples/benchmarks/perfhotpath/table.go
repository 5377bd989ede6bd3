// Package perfhotpath measures the guideline PERF-HOT-PATH: what a look-up, a
// schema or a log line for each record costs.
package perfhotpath

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// source reads a table. What belongs to the table is in known.
type source struct {
	db    *sql.DB
	known map[string]table
}

// table is what the database and the schema registry say about a table.
type table struct {
	columns []string
	schema  schema.Schema
}

// row is one of a page.
type row []any

// describe asks the database for the columns of a table.
func (s *source) describe(ctx context.Context, name string) (
	t table, err error,
) {
	rows, err := s.db.QueryContext(ctx,
		"SELECT name FROM pragma_table_info(?)", name)
	if err != nil {
		return table{}, fmt.Errorf("describe %q: %w", name, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			return table{}, fmt.Errorf("describe %q: %w", name, err)
		}
		t.columns = append(t.columns, column)
	}
	return t, rows.Err()
}

// register gives a table its schema.
func (t *table) register(ctx context.Context, name string) error {
	fields := make([]map[string]any, len(t.columns))
	for i, column := range t.columns {
		fields[i] = map[string]any{
			"name": column, "type": []string{"null", "long", "string"},
		}
	}
	definition, err := json.Marshal(map[string]any{
		"type": "record", "name": "row", "fields": fields,
	})
	if err != nil {
		return fmt.Errorf("schema of %q: %w", name, err)
	}
	t.schema, err = schema.Create(
		ctx, schema.TypeAvro, name+".payload", definition)
	return err
}

// table returns what is known of a table, and asks for it the first time.
func (s *source) table(ctx context.Context, name string) (table, error) {
	if t, ok := s.known[name]; ok {
		return t, nil
	}
	t, err := s.describe(ctx, name)
	if err == nil {
		err = t.register(ctx, name)
	}
	if err == nil {
		s.known[name] = t
	}
	return t, err
}

// record makes the record of a row, whose first column is its key.
func (t *table) record(name string, r row) opencdc.Record {
	fields := opencdc.StructuredData{}
	for i, column := range t.columns {
		fields[column] = r[i]
	}
	meta := opencdc.Metadata{}
	meta.SetCollection(name)
	meta.SetPayloadSchemaSubject(t.schema.Subject)
	meta.SetPayloadSchemaVersion(t.schema.Version)
	id := r[0].(int64)
	return sdk.Util.Source.NewRecordSnapshot(
		opencdc.Position(strconv.FormatInt(id, 10)), meta,
		opencdc.StructuredData{"id": id}, fields)
}
