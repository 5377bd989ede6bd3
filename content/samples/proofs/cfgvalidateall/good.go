package cfgvalidateall

import (
	"context"
	"errors"
)

// Good reports all mistakes at once.
type Good struct{ Config }

// #region good

// Validate checks what tags cannot express.
func (c *Good) Validate(context.Context) error {
	return errors.Join(c.checkTables(), c.checkSlot(), c.checkRetention())
}

// #endregion good
