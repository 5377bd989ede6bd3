package perfmemory

import "context"

type bad struct{ *base }

// #region bad

// run receives until the context ends.
func (s *bad) run(ctx context.Context) error {
	for {
		page, err := s.client.poll(ctx)
		if err != nil {
			return err
		}
		s.mu.Lock()
		s.cache = append(s.cache, page...)
		s.mu.Unlock()
	}
}

// #endregion bad
