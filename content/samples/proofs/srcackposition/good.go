package srcackposition

import (
	"context"
	"fmt"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good reads a queue, whose server remembers what was confirmed.
type Good struct{ source }

// #region good

// Ack confirms the message that the position names, and those before it.
func (s *Good) Ack(ctx context.Context, pos opencdc.Position) error {
	offset, err := strconv.ParseInt(string(pos), 10, 64)
	if err != nil {
		return fmt.Errorf("acknowledged position %q: %w", pos, err)
	}
	return s.queue.confirm(ctx, offset)
}

// #endregion good
