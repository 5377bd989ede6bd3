package concleak

import "context"

// Bad polls a system in the background, in the same way.
type Bad struct{ source }

// #region bad

// Teardown ends the goroutine and frees what it used.
func (s *Bad) Teardown(context.Context) error {
	if s.end == nil { // Open was not called
		return nil
	}
	s.end()
	return s.conn.close()
}

// #endregion bad
