// Package posempty proves the guideline POS-EMPTY: a source that drops the
// error of its encoder sends a record without position, and the SDK lets it.
package posempty

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is what both sources have in common.
type base struct {
	sdk.UnimplementedSource
	keys []float64 // of the rows that are left
}

type config struct{ sdk.UnimplementedSourceConfig }

func (*base) Config() sdk.SourceConfig { return &config{} }

func (*base) Open(context.Context, opencdc.Position) error { return nil }

// position is what Conduit stores.
type position struct {
	LastKey float64 `json:"lastKey"`
}

// next returns the key of the next row, and waits after the last one.
func (b *base) next(ctx context.Context) (float64, error) {
	if len(b.keys) == 0 {
		<-ctx.Done()
		return 0, ctx.Err()
	}
	key := b.keys[0]
	b.keys = b.keys[1:]
	return key, nil
}
