package sqlite

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/conduitio/conduit-commons/opencdc"
)

// row holds the stored values of a row, in the order of the table's columns.
type row []any

// payload returns the row as the payload of a record.
func (t table) payload(r row) (opencdc.StructuredData, error) {
	data := make(opencdc.StructuredData, len(t.columns))
	for i, c := range t.columns {
		value, err := c.toRecord(r[i])
		if err != nil {
			return nil, fmt.Errorf("table %q, %w", t.name, err)
		}
		data[c.name] = value
	}
	return data, nil
}

// keyOf picks the key of a record from its payload.
func (t table) keyOf(
	payload opencdc.StructuredData,
) (opencdc.StructuredData, error) {
	key := make(opencdc.StructuredData, len(t.key))
	for _, c := range t.key {
		if payload[c.name] == nil {
			return nil, fmt.Errorf("table %q, column %q: NULL in the "+
				"primary key cannot identify a row", t.name, c.name)
		}
		key[c.name] = payload[c.name]
	}
	return key, nil
}

// storedKey returns the stored values of the key, in key order.
func (t table) storedKey(r row) []any {
	values := make([]any, len(t.key))
	for i, k := range t.key {
		for j, c := range t.columns {
			if c.name == k.name {
				values[i] = r[j]
			}
		}
	}
	return values
}

// change is an entry of the change table.
type change struct {
	seq            int64
	at, table, op  string
	oldRow, newRow []byte
}

const (
	opCreate = "create"
	opUpdate = "update"
	opDelete = "delete"
)

// errGone says that a row cannot be read again.
var errGone = errors.New("the row was deleted")

// data returns the rows before and after a change, and the key of the row.
//
// A change that was recorded before its table was altered has other columns.
// What it lacks is not NULL but unknown: a writer may have set a new column
// before a start replaced the triggers. So the row is read again. That is newer
// than the change, but what happened in between was recorded and follows: the
// last state is right. What the row was before, nobody knows.
func (ch change) data(
	ctx context.Context, db queryer, t table,
) (before, after opencdc.Data, key opencdc.StructuredData, err error) {
	raw := ch.newRow
	if ch.op == opDelete {
		raw = ch.oldRow
	}
	r, altered, err := t.parseRow(raw)
	if err == nil && altered && ch.op != opDelete {
		r, err = t.readAgain(ctx, db, r)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	payload, err := t.payload(r)
	if err != nil {
		return nil, nil, nil, err
	}
	switch ch.op {
	case opCreate:
		after = payload
	case opUpdate:
		after = payload
		if !altered {
			before, err = t.parsePayload(ch.oldRow)
		}
	case opDelete:
		if !altered {
			before = payload
		}
	default:
		err = fmt.Errorf("unknown operation %q", ch.op)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	key, err = t.keyOf(payload)
	return before, after, key, err
}

// readAgain returns a row as it is now.
func (t table) readAgain(
	ctx context.Context, db queryer, recorded row,
) (row, error) {
	rows, err := read(ctx, db, fmt.Sprintf(
		"SELECT %s FROM %s WHERE (%s) = (%s)",
		list(t.columnNames(), stored), quote(t.name),
		list(t.keyNames(), quote),
		list(t.keyNames(), func(string) string { return "?" }),
	), t.storedKey(recorded))
	if err != nil {
		return nil, fmt.Errorf("read %q again: %w", t.name, err)
	}
	if len(rows) == 0 {
		return nil, errGone
	}
	return rows[0], nil
}

func (t table) parsePayload(raw []byte) (opencdc.StructuredData, error) {
	r, _, err := t.parseRow(raw)
	if err != nil {
		return nil, err
	}
	return t.payload(r)
}

// cell is a value as a trigger writes it, with its type: see cellSQL.
type cell struct {
	Integer *int64  `json:"integer"`
	Real    *string `json:"real"`
	Text    *string `json:"text"`
	Blob    *string `json:"blob"`
}

// cellSQL is the expression that writes a value for parseRow. JSON has neither
// blobs nor infinity, and a number without its type could be of either kind.
func cellSQL(value string) string {
	return fmt.Sprintf(`json_object(typeof(%[1]s), CASE typeof(%[1]s)
		WHEN 'blob' THEN hex(%[1]s)
		WHEN 'real' THEN printf('%%!.17g', %[1]s)
		ELSE %[1]s END)`, value)
}

// parseRow reads a row that a trigger wrote, and says whether the table has
// other columns by now.
func (t table) parseRow(raw []byte) (r row, altered bool, err error) {
	// Go's decoder would replace what is not UTF-8, and lose it.
	if !utf8.Valid(raw) {
		return nil, false, fmt.Errorf(
			"table %q: a column holds text that is not valid UTF-8", t.name)
	}
	var cells map[string]cell
	if err := json.Unmarshal(raw, &cells); err != nil {
		return nil, false, fmt.Errorf(
			"table %q: damaged row: %w", t.name, err)
	}
	altered = len(cells) != len(t.columns)
	r = make(row, len(t.columns))
	for i, c := range t.columns {
		value, known := cells[c.name]
		if r[i], err = value.value(); err != nil {
			return nil, false, fmt.Errorf("table %q, column %q: %w",
				t.name, c.name, err)
		}
		altered = altered || !known
	}
	for _, c := range t.key {
		if _, known := cells[c.name]; !known {
			return nil, false, fmt.Errorf("table %q, column %q: a recorded "+
				"change has another primary key: let the pipeline catch up "+
				"before you rename its columns", t.name, c.name)
		}
	}
	return r, altered, nil
}

func (c cell) value() (any, error) {
	switch {
	case c.Integer != nil:
		return *c.Integer, nil
	case c.Real != nil:
		return strconv.ParseFloat(*c.Real, 64)
	case c.Text != nil:
		return *c.Text, nil
	case c.Blob != nil:
		blob, err := hex.DecodeString(*c.Blob)
		if err != nil {
			return nil, errors.New("damaged blob")
		}
		return blob, nil
	default:
		return nil, nil
	}
}
