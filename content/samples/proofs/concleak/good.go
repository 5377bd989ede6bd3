package concleak

import "context"

// Good polls a system in the background.
type Good struct{ source }

// #region good

// Teardown ends the goroutine, waits for it, and then frees what it used.
func (s *Good) Teardown(context.Context) error {
	if s.end == nil { // Open was not called
		return nil
	}
	s.end()
	s.workers.Wait()
	return s.conn.close()
}

// #endregion good
