package posversion

import (
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Wrong on purpose: the key has no type.

// #region bad

type badPosition struct {
	LastID any `json:"lastID"`
}

// badAfter returns the key after which reading resumes.
func badAfter(raw opencdc.Position) (int64, error) {
	var pos badPosition
	if err := json.Unmarshal(raw, &pos); err != nil {
		return 0, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	id, ok := pos.LastID.(float64) // what JSON makes of a number
	if !ok {
		return 0, fmt.Errorf("position %q has no lastID", raw)
	}
	return int64(id), nil
}

// #endregion bad
