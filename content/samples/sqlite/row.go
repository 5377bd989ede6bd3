package sqlite

import (
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

// data returns the rows before and after a change, and the key of the row.
func (ch change) data(
	t table,
) (before, after, key opencdc.StructuredData, err error) {
	switch ch.op {
	case opCreate, opUpdate, opDelete:
	default:
		return nil, nil, nil, fmt.Errorf("unknown operation %q", ch.op)
	}
	if ch.op != opCreate {
		if before, err = t.parsePayload(ch.oldRow); err != nil {
			return nil, nil, nil, err
		}
	}
	if ch.op != opDelete {
		if after, err = t.parsePayload(ch.newRow); err != nil {
			return nil, nil, nil, err
		}
	}
	if ch.op == opDelete {
		key, err = t.keyOf(before)
	} else {
		key, err = t.keyOf(after)
	}
	return before, after, key, err
}

func (t table) parsePayload(raw []byte) (opencdc.StructuredData, error) {
	r, err := t.parseRow(raw)
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

// parseRow reads a row that a trigger wrote.
func (t table) parseRow(raw []byte) (row, error) {
	// Go's decoder would replace what is not UTF-8, and lose it.
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf(
			"table %q: a column holds text that is not valid UTF-8", t.name)
	}
	var cells map[string]cell
	if err := json.Unmarshal(raw, &cells); err != nil {
		return nil, fmt.Errorf("table %q: damaged row: %w", t.name, err)
	}
	r := make(row, len(t.columns))
	for i, c := range t.columns {
		// A column that was added since is not there: it was NULL.
		value, err := cells[c.name].value()
		if err != nil {
			return nil, fmt.Errorf("table %q, column %q: %w",
				t.name, c.name, err)
		}
		r[i] = value
		delete(cells, c.name)
	}
	for name := range cells {
		return nil, fmt.Errorf("table %q has no column %q any more, but a "+
			"recorded change has: let the pipeline catch up before you "+
			"rename or drop a column", t.name, name)
	}
	return r, nil
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
