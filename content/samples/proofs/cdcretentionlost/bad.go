package cdcretentionlost

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badOpen returns where to read on.
func badOpen(
	ctx context.Context, log *changeLog, pos position,
) (position, error) {
	if next, oldest := pos.Last+1, log.oldest(); next < oldest {
		sdk.Logger(ctx).Warn().Int("position", pos.Last).
			Msg("position is gone, using the oldest")
		pos.Last = oldest - 1
	}
	return pos, nil
}

// #endregion bad
