package errcause

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both have in common.
type source struct {
	sdk.UnimplementedSource
	queue string
	// receive waits for a message.
	receive func(context.Context) (opencdc.Record, error)
}

func (*source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

func (*source) Open(context.Context, opencdc.Position) error { return nil }

func (*source) Teardown(context.Context) error { return nil }
