package destraw

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodFields returns the fields of a key or payload.
func goodFields(data opencdc.Data) (opencdc.StructuredData, error) {
	switch data := data.(type) {
	case nil:
		return nil, nil
	case opencdc.StructuredData:
		return data, nil
	case opencdc.RawData:
		if len(data) == 0 {
			return nil, nil
		}
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber() // a float64 cannot hold all integers
		var fields opencdc.StructuredData
		if err := decoder.Decode(&fields); err != nil {
			return nil, fmt.Errorf("raw data is not a JSON object: %w", err)
		}
		return fields, nil
	default:
		return nil, fmt.Errorf("unsupported kind of data %T", data)
	}
}

// #endregion good
