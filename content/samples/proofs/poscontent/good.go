package poscontent

import (
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

type goodPosition struct {
	LastKey      int `json:"lastKey"`
	ChangesAfter int `json:"changesAfter"`
}

func goodOpen(sys *system, raw opencdc.Position) (*source, error) {
	if len(raw) == 0 {
		return &source{sys: sys, changesAfter: sys.logEnd()}, nil
	}
	var pos goodPosition
	err := json.Unmarshal(raw, &pos)
	return &source{sys, pos.LastKey, pos.ChangesAfter}, err
}

// #endregion good

func goodEncode(s *source) (opencdc.Position, error) {
	return json.Marshal(goodPosition{s.lastKey, s.changesAfter})
}
