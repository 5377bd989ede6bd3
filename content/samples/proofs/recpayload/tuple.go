// Package recpayload proves the guideline REC-PAYLOAD: a payload that has one
// form for absent, NULL and empty erases values at the destination.
package recpayload

import (
	"fmt"

	"github.com/jackc/pglogrepl"
)

// unknownKind refuses what the code does not know.
func unknownKind(column string, cell *pglogrepl.TupleDataColumn) error {
	return fmt.Errorf("column %q: unknown kind of value %q",
		column, cell.DataType)
}
