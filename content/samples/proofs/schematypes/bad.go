package schematypes

import (
	"fmt"
	"time"
)

// Wrong on purpose: any value has some text.

// #region bad

// badValue turns what the driver returns into what goes into a record.
func badValue(c column, v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64, string, time.Time:
		return v, nil
	default:
		return fmt.Sprintf("%v", v), nil
	}
}

// #endregion bad
