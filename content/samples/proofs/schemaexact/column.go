// Package schemaexact proves the guideline SCHEMA-EXACT: a float64 loses the
// digits of large and of decimal numbers, and so does a record without schema.
package schemaexact

import "fmt"

// unsupported refuses a type by its name.
func unsupported(typeName string) error {
	return fmt.Errorf("the type %s is not supported", typeName)
}
