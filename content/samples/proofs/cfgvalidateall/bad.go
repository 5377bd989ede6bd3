package cfgvalidateall

import (
	"context"
	"fmt"
	"strings"
)

// Bad reports the first mistake.
type Bad struct{ Config }

// #region bad

// Validate checks what tags cannot express.
func (c *Bad) Validate(context.Context) error {
	for i, name := range c.Tables {
		if c.Tables[i] = strings.TrimSpace(name); c.Tables[i] == "" {
			return fmt.Errorf(`"tables": name %d is empty`, i+1)
		}
	}
	if len(c.Slot) > longestName {
		return fmt.Errorf(
			`"slot.name": %q has %d characters, PostgreSQL allows %d`,
			c.Slot, len(c.Slot), longestName)
	}
	if c.Retention < 0 {
		return fmt.Errorf(`"slot.retention": %v is negative`, c.Retention)
	}
	return nil
}

// #endregion bad
