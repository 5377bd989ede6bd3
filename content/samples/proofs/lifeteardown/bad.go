package lifeteardown

import "context"

// Bad reads the same log, under the same lease.
type Bad struct{ source }

// #region bad

// Teardown closes what Open got as far as it came.
func (s *Bad) Teardown(ctx context.Context) error {
	if s.closed {
		return nil
	}
	s.closed = true
	if err := s.endLog(ctx); err != nil {
		return err
	}
	return s.releaseLease(ctx)
}

// #endregion bad
