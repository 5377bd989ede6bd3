package sqlidentifiers

import "strings"

// #region good

// goodInsert returns a statement for the fields of a record.
func goodInsert(table string, fields []string) string {
	columns := make([]string, len(fields))
	for i, name := range fields {
		columns[i] = quote(name)
	}
	return "INSERT INTO " + quote(table) +
		" (" + strings.Join(columns, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(fields)-1) + ")"
}

// #endregion good
