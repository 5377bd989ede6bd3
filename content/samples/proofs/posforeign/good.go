package posforeign

import (
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodOpen returns the position to read on from.
func goodOpen(q queue, raw opencdc.Position) (position, error) {
	pos := position{Queue: q.name}
	if len(raw) == 0 {
		return pos, nil
	}
	if err := json.Unmarshal(raw, &pos); err != nil {
		return position{}, fmt.Errorf("position %q: %w", raw, err)
	}
	if pos.Queue != q.name {
		return position{}, fmt.Errorf("position belongs to queue %q, but "+
			"this is %q: set it back, or create a new connector",
			pos.Queue, q.name)
	}
	return pos, nil
}

// #endregion good
