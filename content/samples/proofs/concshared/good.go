package concshared

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

// Ack forgets a record. ReadN, which locks, adds to the same map.
func (s *good) Ack(_ context.Context, pos opencdc.Position) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, string(pos))
	return nil
}

// #endregion good
