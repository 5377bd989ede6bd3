// Package srcreadn is the proof of SRC-READN: a source that reads pages of its
// own size, and one that leaves the size to the SDK.
package srcreadn

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type config struct {
	sdk.UnimplementedSourceConfig
	sdk.SourceWithBatch
}

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	config   config
	query    func(ctx context.Context, limit int) ([]opencdc.Record, error)
	pageSize int
	rest     []opencdc.Record
}
