package mwvalidate

import (
	"context"
	"errors"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// Good holds the parameters of a destination that uses Record.Bytes.
type Good struct {
	sdk.DefaultDestinationMiddleware

	// Path of the file.
	Path string `json:"path" validate:"required"`
}

// Validate checks what tags cannot express.
func (c *Good) Validate(ctx context.Context) error {
	return errors.Join(
		c.DefaultDestinationMiddleware.Validate(ctx),
		// In SDK v0.14.2 the line above leaves this one out.
		c.DestinationWithRecordFormat.Validate(ctx),
	)
}

// #endregion good
