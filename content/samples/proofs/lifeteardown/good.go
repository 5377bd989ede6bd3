package lifeteardown

import (
	"context"
	"errors"
)

// Good reads a log, and holds a lease so that nobody else reads it.
type Good struct{ source }

// #region good

// Teardown closes what Open got as far as it came, whatever else fails.
func (s *Good) Teardown(ctx context.Context) error {
	if s.closed {
		return nil
	}
	s.closed = true
	return errors.Join(s.endLog(ctx), s.releaseLease(ctx))
}

// #endregion good
