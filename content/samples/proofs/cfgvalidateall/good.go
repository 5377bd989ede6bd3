package cfgvalidateall

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Good reports all mistakes at once.
type Good struct{ Config }

// #region good

// Validate checks what tags cannot express.
func (c *Good) Validate(context.Context) error {
	var errs []error
	for i, name := range c.Tables {
		if c.Tables[i] = strings.TrimSpace(name); c.Tables[i] == "" {
			errs = append(errs, fmt.Errorf(`"tables": name %d is empty`, i+1))
		}
	}
	if len(c.Slot) > longestName {
		errs = append(errs, fmt.Errorf(
			`"slot.name": %q has %d characters, PostgreSQL allows %d`,
			c.Slot, len(c.Slot), longestName))
	}
	if c.Retention < 0 {
		errs = append(errs, fmt.Errorf(
			`"slot.retention": %v is negative`, c.Retention))
	}
	return errors.Join(errs...)
}

// #endregion good
