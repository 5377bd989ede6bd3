package destnilkey

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodKey returns the key only if it has a value for every column of the
// table's primary key.
func goodKey(data opencdc.Data) (opencdc.StructuredData, error) {
	key, err := fields(data) // nothing for nil
	for _, name := range primaryKey {
		if err == nil && key[name] == nil {
			err = fmt.Errorf("the record's key has no value for %q", name)
		}
	}
	return key, err
}

// #endregion good
