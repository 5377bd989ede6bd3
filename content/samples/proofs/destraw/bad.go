package destraw

import (
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

// badFields returns the fields of a key or payload, of either kind.
func badFields(data opencdc.Data) (opencdc.StructuredData, error) {
	fields := opencdc.StructuredData{}
	err := json.Unmarshal(data.Bytes(), &fields)
	return fields, err
}

// #endregion bad
