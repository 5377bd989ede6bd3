package destnilkey

import (
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

// badKey takes any key as it comes.
func badKey(data opencdc.Data) (opencdc.StructuredData, error) {
	var key opencdc.StructuredData
	err := json.Unmarshal(data.Bytes(), &key)
	return key, err
}

// #endregion bad
