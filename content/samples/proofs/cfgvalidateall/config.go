// Package cfgvalidateall proves the guideline CFG-VALIDATE-ALL: a Validate
// that returns at its first mistake costs the user one failed start for each.
package cfgvalidateall

import "time"

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
