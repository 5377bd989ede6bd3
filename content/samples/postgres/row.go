package postgres

import (
	"fmt"
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// cell is a value in PostgreSQL's text form.
type cell struct {
	text []byte // nil is NULL
	// unchanged says that the server did not send the value: it is large, and
	// an update has left it as it was.
	unchanged bool
}

// row holds the cells of a row, in the order of the table's columns.
type row []cell

// at returns the cell of a column. The caller knows that it is there.
func (t *table) at(r row, name string) *cell {
	return &r[slices.IndexFunc(t.columns, func(c column) bool {
		return c.name == name
	})]
}

// payload returns the row as the payload of a record, without the columns that
// the server did not send.
func (t *table) payload(r row) (opencdc.StructuredData, error) {
	return t.data(r, t.columns)
}

// keyOf returns the key of the row.
func (t *table) keyOf(r row) (opencdc.StructuredData, error) {
	for _, c := range t.key {
		if at := t.at(r, c.name); at.text == nil {
			return nil, fmt.Errorf("table %q: the primary key's column %q "+
				"has no value", t.name, c.name)
		}
	}
	return t.data(r, t.key)
}

func (t *table) data(
	r row, columns []column,
) (opencdc.StructuredData, error) {
	data := make(opencdc.StructuredData, len(columns))
	for _, c := range columns {
		at := t.at(r, c.name)
		if at.unchanged {
			continue
		}
		value, err := c.value(at.text)
		if err != nil {
			return nil, fmt.Errorf("table %q, %w", t.name, err)
		}
		data[c.name] = value
	}
	return data, nil
}

// missing returns the columns that the server did not send.
func (t *table) missing(r row) []string {
	var missing []string
	for i, c := range t.columns {
		if r[i].unchanged {
			missing = append(missing, c.name)
		}
	}
	return missing
}

// keyTexts returns the key as the server sorts it and as positions hold it:
// in text form, which is exact for every type.
func (t *table) keyTexts(r row) []any {
	texts := make([]any, len(t.key))
	for i, c := range t.key {
		texts[i] = string(t.at(r, c.name).text)
	}
	return texts
}
