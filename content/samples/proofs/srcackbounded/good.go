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
}

type config struct{ sdk.UnimplementedSourceConfig }

func (*base) Config() sdk.SourceConfig { return &config{} }

func (*base) Open(context.Context, opencdc.Position) error { return nil }

// next returns the next record; there is always one.
func (b *base) next() []opencdc.Record {
	b.read++
	return []opencdc.Record{
		{Position: strconv.AppendInt(nil, int64(b.read), 10)},
	}
}

type good struct {
	base
	newest atomic.Pointer[opencdc.Position]
}

// #region good

func (s *good) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.next(), nil
}

func (s *good) Ack(_ context.Context, pos opencdc.Position) error {
	s.newest.Store(&pos) // stands for all before it
	return nil
}

// #endregion good
