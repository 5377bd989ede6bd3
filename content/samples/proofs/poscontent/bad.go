package poscontent

import (
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Wrong on purpose: only the running source knows where changes begin.

// #region bad

type badPosition struct {
	LastKey int `json:"lastKey"`
}

func badOpen(sys *system, raw opencdc.Position) (*source, error) {
	if len(raw) == 0 {
		return &source{sys: sys, changesAfter: sys.logEnd()}, nil
	}
	var pos badPosition
	err := json.Unmarshal(raw, &pos)
	return &source{sys, pos.LastKey, sys.logEnd()}, err
}

// #endregion bad

func badEncode(s *source) (opencdc.Position, error) {
	return json.Marshal(badPosition{s.lastKey})
}
