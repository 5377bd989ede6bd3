package cdcdowntime

import "context"

// #region good

// goodTeardown ends the source. The triggers go on recording changes; only
// LifecycleOnDeleted removes them.
func (s *source) goodTeardown(context.Context) error {
	return s.conn.Close()
}

// #endregion good
