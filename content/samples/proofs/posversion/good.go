// Package posversion compares a typed with an untyped key in a position.
package posversion

import (
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

type goodPosition struct {
	LastID *int64 `json:"lastID"`
}

// goodAfter returns the key after which reading resumes.
func goodAfter(raw opencdc.Position) (int64, error) {
	var pos goodPosition
	if err := json.Unmarshal(raw, &pos); err != nil {
		return 0, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	if pos.LastID == nil {
		return 0, fmt.Errorf("position %q has no lastID", raw)
	}
	return *pos.LastID, nil
}

// #endregion good
