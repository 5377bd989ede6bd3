// Package cfgrename proves the guideline CFG-RENAME: the settings of the last
// release do not start the next one if a parameter's name is gone.
package cfgrename

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// Good holds the parameters of a source.
type Good struct {
	// How many rows the snapshot reads at a time.
	FetchSize int `json:"snapshot.fetchSize" validate:"gt=0" default:"1000"`
	// Deprecated: use "snapshot.fetchSize".
	OldFetchSize int `json:"fetchSize" validate:"gt=0"`
}

// Validate checks what tags cannot express. The old name wins: it has no
// default, so it is there only if the user wrote it.
func (c *Good) Validate(ctx context.Context) error {
	if c.OldFetchSize > 0 {
		sdk.Logger(ctx).Warn().Msg(
			`"fetchSize" is deprecated: use "snapshot.fetchSize"`)
		c.FetchSize = c.OldFetchSize
	}
	return nil
}

// #endregion good
