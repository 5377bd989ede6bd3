// Package mwvalidate proves the guideline MW-VALIDATE: a wrong record format
// passes the Validate that SDK v0.14.2 gives to a configuration.
package mwvalidate

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// destination keeps the bytes of the records that it gets.
type destination struct {
	sdk.UnimplementedDestination
	config  sdk.DestinationConfig
	written []string
}

func (d *destination) Config() sdk.DestinationConfig { return d.config }

func (*destination) Open(context.Context) error { return nil }

func (d *destination) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	for _, rec := range records {
		d.written = append(d.written, string(rec.Bytes()))
	}
	return len(records), nil
}
