package resisolation

import "context"

// #region bad

// subscribe returns the slot to read.
func (s *bad) subscribe(ctx context.Context) (string, error) {
	return s.configuredSlot, nil // others may read it, too
}

// #endregion bad

type bad struct{ base }
