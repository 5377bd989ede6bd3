package sqlite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// fields returns the fields of a key or payload. The result is a copy: the
// record has to stay as it is, it may be written again.
func fields(data opencdc.Data) (opencdc.StructuredData, error) {
	switch data := data.(type) {
	case nil:
		return opencdc.StructuredData{}, nil
	case opencdc.StructuredData:
		return maps.Clone(data), nil
	case opencdc.RawData:
		if len(data) == 0 {
			return opencdc.StructuredData{}, nil
		}
		// Numbers as text: a float64 could not hold all integers.
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		var object opencdc.StructuredData
		err := decoder.Decode(&object)
		if err == nil {
			_, err = decoder.Token()
			if errors.Is(err, io.EOF) {
				err = nil
			} else {
				err = errors.New("there is more than one value")
			}
		}
		if err != nil || object == nil {
			return nil, fmt.Errorf("raw data is not a JSON object: parse it "+
				"with a processor before the destination (%v)", err)
		}
		return object, nil
	default:
		return nil, fmt.Errorf("unsupported kind of data %T", data)
	}
}

// #region key

// withKey adds the primary key's columns to a row. The record's key has the
// say; the row itself helps out if the record has no key, or another one.
func withKey(
	t table, key opencdc.Data, row opencdc.StructuredData,
) (opencdc.StructuredData, error) {
	if row == nil {
		row = opencdc.StructuredData{}
	}
	values, err := fields(key)
	if err != nil {
		// A raw key is fine as long as the row contains the real one.
		values = nil
	}
	for _, name := range t.keyNames() {
		if value, ok := values[name]; ok {
			row[name] = value
		}
		if row[name] == nil {
			return nil, errors.Join(fmt.Errorf("primary key column %q has "+
				"a value neither in the record's key nor in its payload",
				name), err)
		}
	}
	return row, nil
}

// #endregion key

// bind returns columns in a fixed order, so that equal sets of columns give
// equal statements, and their values as SQLite stores them.
func bind(
	row opencdc.StructuredData,
) (columns []string, args []any, err error) {
	columns = slices.Sorted(maps.Keys(row))
	args = make([]any, len(columns))
	for i, name := range columns {
		if args[i], err = toStored(row[name]); err != nil {
			return nil, nil, fmt.Errorf("column %q: %w", name, err)
		}
	}
	return columns, args, nil
}

// without returns the names that are not in the second list.
func without(all, remove []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		return slices.Contains(remove, name)
	})
}
