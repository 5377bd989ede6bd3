// Package destbatchboth proves the guideline DEST-BATCH-BOTH: in SDK v0.14.2 a
// batch size without a delay holds records back for as long as no others come,
// and a delay without a size collects nothing.
package destbatchboth

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type config struct {
	sdk.DestinationWithBatch
}

// destination notes how many records each Write gets.
type destination struct {
	sdk.UnimplementedDestination
	config config
	writes []int
}

func (d *destination) Config() sdk.DestinationConfig { return &d.config }

func (*destination) Open(context.Context) error { return nil }

func (d *destination) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	d.writes = append(d.writes, len(records))
	return len(records), nil
}

func (*destination) Teardown(context.Context) error { return nil }
