package concshared

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// #region bad

// Ack forgets a record. ReadN, which locks, adds to the same map.
func (s *bad) Ack(_ context.Context, pos opencdc.Position) error {
	delete(s.open, string(pos))
	return nil
}

// #endregion bad
