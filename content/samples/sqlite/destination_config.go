package sqlite

import (
	"context"
	"errors"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// DestinationConfig holds the parameters of the destination.
type DestinationConfig struct {
	sdk.DefaultDestinationMiddleware
	Config

	// Table for records that do not name one in their metadata, in
	// "opencdc.collection".
	Table string `json:"table"`
}

// Validate checks what tags cannot express, without opening anything.
func (c *DestinationConfig) Validate(ctx context.Context) error {
	return errors.Join(
		c.DefaultDestinationMiddleware.Validate(ctx),
		// In SDK v0.14.2 the line above leaves this one out.
		c.DestinationWithRecordFormat.Validate(ctx),
		c.Config.validate(),
	)
}
