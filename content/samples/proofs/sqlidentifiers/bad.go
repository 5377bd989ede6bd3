package sqlidentifiers

import "strings"

// #region bad

// badInsert returns a statement for the fields of a record.
func badInsert(table string, fields []string) string {
	return "INSERT INTO " + table +
		" (" + strings.Join(fields, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(fields)-1) + ")"
}

// #endregion bad
