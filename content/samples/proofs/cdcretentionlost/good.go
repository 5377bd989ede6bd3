package cdcretentionlost

import (
	"context"
	"fmt"
)

// #region good

// goodOpen returns where to read on.
func goodOpen(
	ctx context.Context, log *changeLog, pos position,
) (position, error) {
	if next, oldest := pos.Last+1, log.oldest(); next < oldest {
		return pos, fmt.Errorf("the changes %d to %d are gone, the log "+
			"begins at %d: create a new connector, which begins with a "+
			"snapshot", next, oldest-1, oldest)
	}
	return pos, nil
}

// #endregion good
