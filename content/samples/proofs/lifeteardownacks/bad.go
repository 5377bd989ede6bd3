package lifeteardownacks

import (
	"context"
	"fmt"
)

// Bad counts its records in the same way.
type Bad struct{ source }

// #region bad

// Teardown waits until all records are acknowledged, and confirms them.
func (s *Bad) Teardown(ctx context.Context) error {
	if err := s.open.Wait(ctx); err != nil {
		return fmt.Errorf("wait for acknowledgements: %w", err)
	}
	return s.system.confirm(ctx, s.acked)
}

// #endregion bad
