package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"
)

// redefine returns a table as the log describes it. The log does not say which
// columns are the primary key if the replica identity is FULL, so the key is
// the one that the database described when the source was opened.
func redefine(
	configured *table, rel *pglogrepl.RelationMessage,
	typeNames map[uint32]string,
) (*table, error) {
	t := &table{
		name:     configured.name,
		schema:   configured.schema,
		relation: configured.relation,
		oid:      rel.RelationID,
	}
	for _, described := range rel.Columns {
		name, ok := typeNames[described.DataType]
		if !ok {
			name = typeName(described.DataType)
		}
		t.columns = append(t.columns, column{
			name:     described.Name,
			typeName: name,
			kind:     kindOf(described.DataType),
		})
	}
	for _, key := range configured.key {
		i := slices.IndexFunc(t.columns, func(c column) bool {
			return c.name == key.name
		})
		if i < 0 {
			return nil, fmt.Errorf("table %q: a change has no column %q, "+
				"which is part of the primary key now: let the pipeline "+
				"catch up before you change a primary key", t.name, key.name)
		}
		t.key = append(t.key, t.columns[i])
	}
	return t, t.checkColumns()
}

// lookUp completes a row whose key has changed. The record before it deletes
// the row under its old key, so a value that the server did not send would be
// lost. The table has it, or a later one: then the change that made it so is
// still to come. If there is no such row any more, the value is not needed: a
// delete or another change of the key is still to come.
func (c *changeIterator) lookUp(
	ctx context.Context, t *table, after row,
) error {
	missing := t.missing(after)
	if len(missing) == 0 {
		return nil
	}
	found, err := c.selectByKey(ctx, t, missing, t.keyTexts(after))
	if err != nil {
		return fmt.Errorf("look up a row of table %q: %w", t.name, err)
	}
	for i, name := range missing {
		if found != nil {
			*t.at(after, name) = found[i]
		}
	}
	return nil
}

// selectByKey returns columns of a row, nothing if there is no such row.
func (c *changeIterator) selectByKey(
	ctx context.Context, t *table, columns []string, key []any,
) (row, error) {
	if c.lookup == nil || c.lookup.IsClosed() {
		conn, err := connect(ctx, c.config.URL)
		if err != nil {
			return nil, err
		}
		c.lookup = conn
	}
	rows, err := readRows(ctx, c.lookup, fmt.Sprintf(
		"SELECT %s FROM %s WHERE (%s) = (%s)",
		list(columns, quote), t.from(), list(t.keyNames(), quote),
		marks(1, len(key))), key...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// querier is what a connection and a transaction have in common.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// readRows runs a query and returns its rows in text form.
func readRows(
	ctx context.Context, db querier, sql string, args ...any,
) ([]row, error) {
	text := pgx.QueryResultFormats{pgx.TextFormatCode}
	rows, err := db.Query(ctx, sql, append([]any{text}, args...)...)
	if err != nil {
		return nil, inContext(ctx, err)
	}
	defer rows.Close()
	var result []row
	for rows.Next() {
		raw := rows.RawValues()
		r := make(row, len(raw))
		for i, value := range raw {
			if value != nil { // else NULL; the driver uses its buffer again
				r[i].text = append([]byte{}, value...)
			}
		}
		result = append(result, r)
	}
	return result, inContext(ctx, rows.Err())
}

// inContext makes sure that a query that was interrupted is not taken for one
// that failed: the SDK knows the errors of a context only.
func inContext(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return err
}

// marks returns the placeholders "$first, $first+1, …".
func marks(first, count int) string {
	text := ""
	for i := range count {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("$%d", first+i)
	}
	return text
}
