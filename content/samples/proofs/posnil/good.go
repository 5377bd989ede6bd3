// Package posnil proves the guideline POS-NIL: a source that starts over when
// it cannot read its position delivers everything again, or skips changes.
package posnil

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// #region good

// goodStart returns where to begin; first is where a first start does.
func goodStart(
	ctx context.Context, raw opencdc.Position, first iterator.Position,
) (iterator.Position, error) {
	if len(raw) == 0 {
		return first, nil
	}
	return iterator.ParsePosition(raw) // its errors quote the position
}

// #endregion good
