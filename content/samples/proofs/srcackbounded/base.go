// Package srcackbounded proves the guideline SRC-ACK-BOUNDED: a source whose
// reading waits for acknowledgements stands still before a destination that
// acknowledges in larger batches.
package srcackbounded

import (
	"context"
	"strconv"
	"sync/atomic"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is what both sources have in common.
type base struct {
	sdk.UnimplementedSource
	read int // records
	// newest is what was acknowledged last.
	newest atomic.Pointer[opencdc.Position]
	// window has one element for each unacknowledged record, up to 100.
	window chan struct{}
}

type config struct{ sdk.UnimplementedSourceConfig }

func (*base) Config() sdk.SourceConfig { return &config{} }

func (*base) Open(context.Context, opencdc.Position) error { return nil }

func (*base) Teardown(context.Context) error { return nil }

// next returns the next record; there is always one.
func (b *base) next() []opencdc.Record {
	b.read++
	return []opencdc.Record{
		{Position: strconv.AppendInt(nil, int64(b.read), 10)},
	}
}
