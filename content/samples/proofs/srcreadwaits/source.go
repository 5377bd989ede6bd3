// Package srcreadwaits is the proof of SRC-READ-WAITS: a source that waits for
// records, and one that does not.
package srcreadwaits

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	// available returns up to n records without waiting, perhaps none.
	available func(ctx context.Context, n int) ([]opencdc.Record, error)
	interval  time.Duration
}
