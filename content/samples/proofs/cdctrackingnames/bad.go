package cdctrackingnames

import "context"

// #region bad

// badSlot returns the name of the slot.
func badSlot(ctx context.Context, configured string) (string, error) {
	if configured != "" {
		return configured, nil
	}
	return "conduitslot", nil
}

// #endregion bad
