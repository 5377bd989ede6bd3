package mwvalidate

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// Bad holds the parameters of a destination that uses Record.Bytes.
type Bad struct {
	sdk.DefaultDestinationMiddleware

	// Path of the file.
	Path string `json:"path" validate:"required"`
}

// Validate checks what tags cannot express.
func (c *Bad) Validate(ctx context.Context) error {
	return c.DefaultDestinationMiddleware.Validate(ctx)
}

// #endregion bad
