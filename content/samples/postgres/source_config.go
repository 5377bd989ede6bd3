package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

const (
	snapshotInitial = "initial"
	truncateStop    = "stop"
	truncateSkip    = "skip"

	// longestName is what PostgreSQL allows.
	longestName = 63
)

// SourceConfig holds the parameters of the source. The comment of a field is
// its description in connector.yaml.
type SourceConfig struct {
	sdk.DefaultSourceMiddleware

	// Connection URL, "postgres://user:password@host:5432/database". The role
	// needs the attribute REPLICATION and has to own the tables.
	URL string `json:"url" validate:"required"`
	// Names of the tables to read, separated by commas, with their schema
	// unless that is "public": "users, sales.orders". Each one needs a primary
	// key.
	Tables []string `json:"tables" validate:"required"`
	// "initial" reads the rows that exist at the first start, then the
	// changes; "never" reads only the changes.
	Snapshot string `json:"snapshot.mode" validate:"inclusion=initial|never"`
	// How many rows or changes are held in memory at most.
	FetchSize int `json:"fetchSize" validate:"gt=0" default:"1000"`
	// #region descriptions

	// Name of the replication slot, which belongs to this connector alone. It
	// is created if it does not exist, and dropped with the connector. Derived
	// from the connector's ID if empty.
	Slot string `json:"slot.name" validate:"regex=^[a-z0-9_]+$"`
	// How long the server keeps changes after they were acknowledged. Conduit
	// v0.18 and older store the position up to a second later, so a crash can
	// take the source back to changes it has already acknowledged.
	SlotRetention time.Duration `json:"slot.retention" default:"10s"`
	// Name of the publication, which belongs to this connector alone. It is
	// created if it does not exist, and dropped with the connector. The name
	// of the slot if empty.
	Publication string `json:"publication" validate:"regex=^[a-z0-9_]+$"`
	// What to do when a table is truncated, which no record can express:
	// "stop" with an error, or "skip" it with a warning.
	OnTruncate string `json:"onTruncate" validate:"inclusion=stop|skip"`

	// #endregion descriptions
}

// #region validate

// Validate checks what tags cannot express. It does not connect: Conduit also
// calls it only to check a configuration.
func (c *SourceConfig) Validate(ctx context.Context) error {
	errs := []error{c.DefaultSourceMiddleware.Validate(ctx)}
	if c.URL != "" { // else the tag reports it
		_, err := parseURL(c.URL)
		errs = append(errs, err)
	}
	seen := make(map[string]bool)
	for i, name := range c.Tables {
		// "a, b" arrives as "a" and " b".
		name = strings.TrimSpace(name)
		c.Tables[i] = name
		full := strings.Join(splitName(name), ".")
		switch {
		case name == "":
			errs = append(errs, fmt.Errorf(`"tables": name %d is empty`, i+1))
		case seen[full]:
			errs = append(errs, fmt.Errorf(`"tables": %q is there twice`, name))
		}
		seen[full] = true
	}
	for parameter, name := range map[string]string{
		"slot.name": c.Slot, "publication": c.Publication,
	} {
		if len(name) > longestName {
			errs = append(errs, fmt.Errorf(
				"%q: %q has %d characters, PostgreSQL allows %d",
				parameter, name, len(name), longestName))
		}
	}
	if c.SlotRetention < 0 {
		errs = append(errs, fmt.Errorf(
			`"slot.retention": %v is negative`, c.SlotRetention))
	}
	return errors.Join(errs...)
}

// #endregion validate
