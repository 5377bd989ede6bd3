package posforeign

import (
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Wrong on purpose: an offset is taken for one of the configured queue.

// #region bad

// badOpen returns the position to read on from.
func badOpen(q queue, raw opencdc.Position) (position, error) {
	pos := position{Queue: q.name}
	if len(raw) == 0 {
		return pos, nil
	}
	if err := json.Unmarshal(raw, &pos); err != nil {
		return position{}, fmt.Errorf("position %q: %w", raw, err)
	}
	return pos, nil
}

// #endregion bad
