package lifeteardown

import (
	"context"
	"fmt"
)

// Bad reads the same log, under the same lease.
type Bad struct{ Good }

// #region bad

// Teardown closes what Open got as far as it came.
func (s *Bad) Teardown(ctx context.Context) error {
	if s.closed {
		return nil
	}
	s.closed = true
	if s.log != nil {
		if err := s.log.end(ctx); err != nil {
			return fmt.Errorf("end stream: %w", err)
		}
	}
	if s.lease != nil {
		if err := s.lease.release(ctx); err != nil {
			return fmt.Errorf("release lease: %w", err)
		}
	}
	return nil
}

// #endregion bad
