// Package lifeteardownacks is the proof of LIFE-TEARDOWN-ACKS: a source that
// confirms in Teardown what was acknowledged, and one that first waits for the
// rest.
package lifeteardownacks

import "context"

// Good counts its records that are not acknowledged yet, and confirms the
// others when it is torn down.
type Good struct{ source }

// #region good

// Teardown confirms what was acknowledged. The rest will be read again.
func (s *Good) Teardown(ctx context.Context) error {
	return s.system.confirm(ctx, s.acked)
}

// #endregion good
