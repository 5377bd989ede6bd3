package resisolation

import "context"

// #region bad

// subscribe returns the slot to read: the one that the user names.
func (s *bad) subscribe(context.Context) (string, error) {
	return s.configuredSlot, nil
}

// #endregion bad

type bad struct{ base }
