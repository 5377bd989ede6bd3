package schematypes

import (
	"fmt"
	"time"
)

// #region good

// goodValue turns what the driver returns into what goes into a record.
func goodValue(c column, v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64, string, time.Time:
		return v, nil
	default:
		return nil, fmt.Errorf("column %q: the type %s is not supported",
			c.name, c.typeName)
	}
}

// #endregion good
