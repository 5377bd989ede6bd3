// Package errcause is the proof of ERR-CAUSE: a source that wraps an error, and
// one that prints it.
package errcause

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good receives messages from a client.
type Good struct{ source }

// #region good

// ReadN returns the next message.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	rec, err := s.receive(ctx)
	if err != nil {
		return nil, fmt.Errorf("receive from queue %q: %w", s.queue, err)
	}
	return []opencdc.Record{rec}, nil
}

// #endregion good
