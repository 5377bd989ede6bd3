package reckey

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Wrong on purpose: the rest of the primary key is left out.

// #region bad

// badKey makes the key of a record.
func badKey(row opencdc.StructuredData) (opencdc.StructuredData, error) {
	key := opencdc.StructuredData{}
	for _, column := range primaryKey[:1] {
		if row[column] == nil {
			return nil, fmt.Errorf("key column %q has no value", column)
		}
		key[column] = row[column]
	}
	return key, nil
}

// #endregion bad
