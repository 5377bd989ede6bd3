package posnil

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// Wrong on purpose: each fault is a first start.

// #region bad

// badStart returns where to begin; first is where a first start does.
func badStart(
	ctx context.Context, raw opencdc.Position, first iterator.Position,
) (iterator.Position, error) {
	if len(raw) == 0 {
		return first, nil
	}
	pos, err := iterator.ParsePosition(raw)
	if err != nil {
		sdk.Logger(ctx).Warn().Err(err).Msg("bad position, starting over")
		return first, nil
	}
	return pos, nil
}

// #endregion bad
