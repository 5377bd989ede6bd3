// Package cfgvalidateall proves the guideline CFG-VALIDATE-ALL: a Validate
// that returns at its first mistake costs the user one failed start for each.
package cfgvalidateall

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Config is what both configurations have in common.
type Config struct {
	// Names of the tables to read, separated by commas.
	Tables []string `json:"tables" validate:"required"`
	// Name of the replication slot.
	Slot string `json:"slot.name"`
	// How long the server keeps changes after they were acknowledged.
	Retention time.Duration `json:"slot.retention" default:"10s"`
}

// longestName is what PostgreSQL allows.
const longestName = 63

// #region checks

func (c *Config) checkTables() error {
	var errs []error
	for i, name := range c.Tables {
		if c.Tables[i] = strings.TrimSpace(name); c.Tables[i] == "" {
			errs = append(errs, fmt.Errorf(`"tables": name %d is empty`, i+1))
		}
	}
	return errors.Join(errs...)
}

func (c *Config) checkSlot() error {
	if len(c.Slot) <= longestName {
		return nil
	}
	return fmt.Errorf(
		`"slot.name": %q has %d characters, PostgreSQL allows %d`,
		c.Slot, len(c.Slot), longestName)
}

func (c *Config) checkRetention() error {
	if c.Retention >= 0 {
		return nil
	}
	return fmt.Errorf(`"slot.retention": %v is negative`, c.Retention)
}

// #endregion checks
