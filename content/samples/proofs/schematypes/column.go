// Package schematypes proves the guideline SCHEMA-TYPES: a default branch that
// formats what it does not know delivers Go syntax as data.
package schematypes

// column is a column of a table.
type column struct {
	name, typeName string
}
