package lifeopenchecks

import (
	"context"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good asks the server for some seconds.
type Good struct{ source }

// #region good

// Open asks whether the server answers.
func (s *Good) Open(ctx context.Context, _ opencdc.Position) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := s.server.ping(ctx); err != nil {
		return fmt.Errorf("ask server: %w", err)
	}
	return nil
}

// #endregion good
