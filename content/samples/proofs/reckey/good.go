package reckey

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodKey makes the key of a record.
func goodKey(row opencdc.StructuredData) (opencdc.StructuredData, error) {
	key := opencdc.StructuredData{}
	for _, column := range primaryKey {
		if row[column] == nil {
			return nil, fmt.Errorf("key column %q has no value", column)
		}
		key[column] = row[column]
	}
	return key, nil
}

// #endregion good
