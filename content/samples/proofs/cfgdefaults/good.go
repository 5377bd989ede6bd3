// Package cfgdefaults proves the guideline CFG-DEFAULTS: a default that code
// puts in place of the zero value takes the zero value from the user.
package cfgdefaults

import "context"

// #region good

// Good holds the parameters of a destination.
type Good struct {
	// How often to try a write again before the record is rejected. 0 rejects
	// it at once.
	Retries int `json:"retries" validate:"gt=-1" default:"3"`
}

// Validate checks what tags cannot express.
func (c *Good) Validate(context.Context) error {
	return nil
}

// #endregion good
