// Package sqlidentifiers proves the guideline SQL-IDENTIFIERS: a name that is
// put into a statement without quotes breaks it, or becomes part of it.
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

// quote doubles the quotes in a name: Go's %q would write \" instead.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// #endregion good
