package cfgrename

import "context"

// #region bad

// Bad holds the parameters of a source. "snapshot.fetchSize" was "fetchSize"
// in the last release.
type Bad struct {
	// How many rows the snapshot reads at a time.
	FetchSize int `json:"snapshot.fetchSize" validate:"gt=0" default:"1000"`
}

// Validate checks what tags cannot express.
func (c *Bad) Validate(context.Context) error {
	return nil
}

// #endregion bad
