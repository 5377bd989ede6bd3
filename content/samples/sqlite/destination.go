package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Destination writes each batch in one transaction.
type Destination struct {
	sdk.UnimplementedDestination
	config DestinationConfig

	db     *sql.DB
	tables map[string]table // described so far
}

// #region batch-defaults

// NewDestination sets the defaults of the batch middleware. Always both: a
// size without a delay leaves the last records of a burst waiting, a delay
// without a size has no effect. The price is 100 ms for a single record, and,
// with SDK v0.14.2, a stop that takes a minute if the last batch was full.
func NewDestination() sdk.Destination {
	batch := sdk.DestinationWithBatch{
		BatchSize:  1000,
		BatchDelay: 100 * time.Millisecond,
	}
	return sdk.DestinationWithMiddleware(&Destination{config: DestinationConfig{
		DefaultDestinationMiddleware: sdk.DefaultDestinationMiddleware{
			DestinationWithBatch: batch,
		},
	}})
}

// #endregion batch-defaults

// Config returns a pointer: the SDK fills the configuration through it.
func (d *Destination) Config() sdk.DestinationConfig { return &d.config }

// Open opens the database. Tables are looked up when their records come.
func (d *Destination) Open(ctx context.Context) (err error) {
	d.tables = make(map[string]table)
	if d.db, err = openDatabase(ctx, d.config.URL); err != nil {
		return err
	}
	return checkWritable(ctx, d.db, d.config.URL)
}

// Teardown closes the database. It may come without Open.
func (d *Destination) Teardown(context.Context) error {
	if d.db == nil {
		return nil
	}
	if err := d.db.Close(); err != nil {
		return fmt.Errorf("tear down destination: %w", err)
	}
	return nil
}

// #region write

// Write stores all records or none. The number it returns says how many are
// durable: after a rollback none is, however many statements had succeeded.
func (d *Destination) Write(
	ctx context.Context, records []opencdc.Record,
) (n int, err error) {
	if len(records) == 0 {
		return 0, nil
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin transaction: %w", err)
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()

	writes := make([]write, len(records))
	for i, rec := range records {
		if writes[i], err = d.prepare(ctx, tx, rec); err != nil {
			return 0, fmt.Errorf("record %d of %d: %w",
				i+1, len(records), err)
		}
		writes[i].number = i + 1
	}
	for _, run := range runs(writes) {
		if err := run.execute(ctx, tx); err != nil {
			return 0, err
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("commit %d records: %w", len(records), err)
	}
	return len(records), nil
}

// #endregion write

// write is the statement that stores one record.
type write struct {
	number    int // in the batch, from 1 on
	table     string
	statement string
	args      []any
}

// run is a series of writes that have the same statement.
type run []write

// #region runs

// runs cuts a batch where the statement changes: at another table, another
// operation or other columns. It never sorts and never groups, because the
// order of records is the order in which things happened.
func runs(writes []write) []run {
	var result []run
	start := 0
	for i := range writes {
		if i+1 == len(writes) ||
			writes[i+1].statement != writes[start].statement {
			result = append(result, writes[start:i+1])
			start = i + 1
		}
	}
	return result
}

// execute prepares the statement once and runs it for each record.
func (r run) execute(ctx context.Context, tx *sql.Tx) (err error) {
	prepared, err := tx.PrepareContext(ctx, r[0].statement)
	if err != nil {
		return fmt.Errorf("record %d, table %q: %w",
			r[0].number, r[0].table, err)
	}
	defer func() { err = errors.Join(err, prepared.Close()) }()
	for _, w := range r {
		if _, err := prepared.ExecContext(ctx, w.args...); err != nil {
			return fmt.Errorf("record %d, table %q: %w",
				w.number, w.table, err)
		}
	}
	return nil
}

// #endregion runs

// prepare decides what a record does to which table.
func (d *Destination) prepare(
	ctx context.Context, tx *sql.Tx, rec opencdc.Record,
) (write, error) {
	t, err := d.tableOf(ctx, tx, rec)
	if err != nil {
		return write{}, err
	}
	var statement string
	var args []any
	switch rec.Operation {
	case opencdc.OperationCreate, opencdc.OperationUpdate,
		opencdc.OperationSnapshot:
		statement, args, err = upsert(t, rec)
	case opencdc.OperationDelete:
		statement, args, err = remove(t, rec)
	default:
		err = fmt.Errorf("unknown operation %q", rec.Operation)
	}
	if err != nil {
		return write{}, fmt.Errorf("table %q: %w", t.name, err)
	}
	return write{table: t.name, statement: statement, args: args}, nil
}

// #region route

// tableOf routes a record to the table that its metadata names.
func (d *Destination) tableOf(
	ctx context.Context, tx *sql.Tx, rec opencdc.Record,
) (table, error) {
	name, err := rec.Metadata.GetCollection()
	if err != nil || name == "" {
		name = d.config.Table
	}
	if name == "" {
		return table{}, fmt.Errorf("the record names no table in its "+
			"metadata %q: set the parameter \"table\"",
			opencdc.MetadataCollection)
	}
	if known, ok := d.tables[name]; ok {
		return known, nil
	}
	t, err := describe(ctx, tx, name)
	if err == nil {
		d.tables[name] = t
	}
	return t, err
}

// #endregion route

// #region upsert

// upsert writes a row whether or not it is there. A record can arrive again
// after a restart, and a source cannot always tell a new row from a changed
// one. INSERT OR REPLACE would be shorter, but it deletes the old row first:
// columns that the record does not carry would be lost.
func upsert(t table, rec opencdc.Record) (string, []any, error) {
	after, err := fields(rec.Payload.After)
	if err != nil {
		return "", nil, fmt.Errorf("payload: %w", err)
	}
	if after, err = withKey(t, rec.Key, after); err != nil {
		return "", nil, err
	}
	columns, args, err := bind(after)
	if err != nil {
		return "", nil, err
	}
	action := "NOTHING"
	if changed := without(columns, t.keyNames()); len(changed) > 0 {
		action = "UPDATE SET " + list(changed, func(name string) string {
			return quote(name) + " = excluded." + quote(name)
		})
	}
	return fmt.Sprintf(
		"INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO %s",
		quote(t.name), list(columns, quote),
		list(columns, func(string) string { return "?" }),
		list(t.keyNames(), quote), action), args, nil
}

// #endregion upsert

// remove deletes a row by its key. A row that is not there is fine: the record
// may be here for the second time.
func remove(t table, rec opencdc.Record) (string, []any, error) {
	before, err := fields(rec.Payload.Before)
	if err != nil {
		// The key may be all that is needed.
		before = nil
	}
	row, err := withKey(t, rec.Key, before)
	if err != nil {
		return "", nil, err
	}
	key := make(opencdc.StructuredData, len(t.key))
	for _, name := range t.keyNames() {
		key[name] = row[name]
	}
	columns, args, err := bind(key)
	if err != nil {
		return "", nil, err
	}
	conditions := make([]string, len(columns))
	for i, name := range columns {
		conditions[i] = quote(name) + " = ?"
	}
	return fmt.Sprintf("DELETE FROM %s WHERE %s",
		quote(t.name), strings.Join(conditions, " AND ")), args, nil
}
