package lifeopenchecks

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad asks the server.
type Bad struct{ source }

// #region bad

// Open asks whether the server answers.
func (s *Bad) Open(ctx context.Context, _ opencdc.Position) error {
	if err := s.server.ping(ctx); err != nil {
		return fmt.Errorf("ask server: %w", err)
	}
	return nil
}

// #endregion bad
