package cfgvalidateall

import "context"

// Bad reports the first mistake.
type Bad struct{ Config }

// #region bad

// Validate checks what tags cannot express.
func (c *Bad) Validate(context.Context) error {
	if err := c.checkTables(); err != nil {
		return err
	}
	if err := c.checkSlot(); err != nil {
		return err
	}
	return c.checkRetention()
}

// #endregion bad
