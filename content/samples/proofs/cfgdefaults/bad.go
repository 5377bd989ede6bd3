package cfgdefaults

import "context"

// #region bad

// Bad holds the parameters of a destination.
type Bad struct {
	// How often to try a write again before the record is rejected. 0 rejects
	// it at once.
	Retries int `json:"retries" validate:"gt=-1"`
}

// Validate sets defaults.
func (c *Bad) Validate(context.Context) error {
	if c.Retries == 0 {
		c.Retries = 3
	}
	return nil
}

// #endregion bad
