package errcause

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad receives messages from a client, too.
type Bad struct{ source }

// #region bad

// ReadN returns the next message.
func (s *Bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	rec, err := s.receive(ctx)
	if err != nil {
		return nil, fmt.Errorf("receive from queue %q: %v", s.queue, err)
	}
	return []opencdc.Record{rec}, nil
}

// #endregion bad
