package perfmemory

import "context"

type good struct{ *base }

// #region good

// run receives until the context ends.
func (s *good) run(ctx context.Context) error {
	for {
		page, err := s.client.poll(ctx)
		if err != nil {
			return err
		}
		for _, rec := range page {
			select {
			case s.records <- rec: // waits while the channel is full
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// #endregion good
