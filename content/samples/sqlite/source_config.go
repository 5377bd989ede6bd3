package sqlite

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
	snapshotNever   = "never"

	changesTriggers = "triggers"
	changesPolling  = "polling"
)

// #region config

// SourceConfig holds the parameters of the source. The comment of a field is
// its description in connector.yaml.
type SourceConfig struct {
	sdk.DefaultSourceMiddleware
	Config

	// Names of the tables to read, separated by commas. Each one needs a
	// primary key.
	Tables []string `json:"tables" validate:"required"`
	// "initial" reads the rows that exist at the first start, then the
	// changes; "never" reads only the changes.
	SnapshotMode string `json:"snapshot.mode" validate:"inclusion=initial|never" default:"initial"`
	// How changes are found: "triggers" records every one of them in the
	// database; "polling" creates nothing there and looks for rows that have a
	// new time in "polling.column". It does not see deletions.
	ChangesMode string `json:"changes.mode" validate:"inclusion=triggers|polling" default:"triggers"`
	// Column of all tables that every write sets to the present time, in the
	// form of CURRENT_TIMESTAMP. Used and required by the mode "polling".
	PollingColumn string `json:"polling.column"`
	// How old a change has to be before "polling" reads it. What is committed
	// with an older time than that can be missed.
	PollingLag time.Duration `json:"polling.lag" default:"5s"`
	// #region names

	// How many rows or changes are held in memory at most.
	FetchSize int `json:"fetchSize" validate:"gt=0" default:"1000"`
	// How long to wait before looking for changes again when there were none.
	PollInterval time.Duration `json:"pollInterval" default:"500ms"`
	// Prefix of the tables and triggers that record changes. Two connectors
	// on one database need two: a prefix that is in use is refused.
	TrackingPrefix string `json:"tracking.prefix" validate:"regex=^[A-Za-z_][A-Za-z0-9_]*$" default:"_conduit"`
	// How long a change is kept after it was acknowledged. Conduit v0.18 and
	// older store the position up to a second later, so a crash can take the
	// source back to changes it has already acknowledged.
	TrackingRetention time.Duration `json:"tracking.retention" default:"1m"`

	// #endregion names
}

// #endregion config

// #region validate

// Validate checks what tags cannot express. It opens no file: Conduit also
// calls it only to check a configuration.
func (c *SourceConfig) Validate(ctx context.Context) error {
	errs := []error{
		c.DefaultSourceMiddleware.Validate(ctx),
		c.Config.validate(),
	}
	seen := make(map[string]bool)
	for i, name := range c.Tables {
		// "a, b" arrives as "a" and " b".
		name = strings.TrimSpace(name)
		c.Tables[i] = name
		folded := strings.ToLower(name) // SQLite ignores case in names
		switch {
		case name == "":
			errs = append(errs, fmt.Errorf(`"tables": name %d is empty`, i+1))
		case seen[folded]:
			errs = append(errs, fmt.Errorf(`"tables": %q is there twice`, name))
		}
		seen[folded] = true
	}
	if c.PollInterval <= 0 {
		errs = append(errs, fmt.Errorf(
			`"pollInterval": %v is not positive`, c.PollInterval))
	}
	if c.TrackingRetention < 0 {
		errs = append(errs, fmt.Errorf(
			`"tracking.retention": %v is negative`, c.TrackingRetention))
	}
	if c.ChangesMode == changesPolling {
		errs = append(errs, c.validatePolling())
	}
	return errors.Join(errs...)
}

// #endregion validate

// tracking needs the context of a call from Conduit: it has the connector's ID.
func (c *SourceConfig) tracking(ctx context.Context) tracking {
	return tracking{
		prefix: c.TrackingPrefix, owner: sdk.ConnectorIDFromContext(ctx),
	}
}

func (c *SourceConfig) validatePolling() error {
	var errs []error
	if c.PollingColumn == "" {
		errs = append(errs, errors.New(`"polling.column": the mode `+
			`"polling" needs the name of a column`))
	}
	if c.SnapshotMode != snapshotInitial {
		// Where to begin would be forgotten at a restart before the first
		// position: there is no place in the database to keep it.
		errs = append(errs, fmt.Errorf(`"snapshot.mode": %q needs `+
			`"changes.mode": %q`, c.SnapshotMode, changesTriggers))
	}
	if c.PollingLag < time.Second {
		errs = append(errs, fmt.Errorf(`"polling.lag": %v is less than the `+
			`second that CURRENT_TIMESTAMP is exact to`, c.PollingLag))
	}
	return errors.Join(errs...)
}
