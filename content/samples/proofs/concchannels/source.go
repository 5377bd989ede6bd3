// Package concchannels proves the guideline CONC-CHANNELS: who receives from a
// closed channel without asking gets empty records instead of an error.
package concchannels

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	feed    feed
	records chan opencdc.Record
	err     error // why records was closed
}

// feed is the client of the system.
type feed interface {
	next(context.Context) (opencdc.Record, error)
}
