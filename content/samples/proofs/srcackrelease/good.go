package srcackrelease

import (
	"context"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

// Ack releases what was acknowledged at least a margin ago.
func (s *good) Ack(_ context.Context, pos opencdc.Position) error {
	change, err := parse(pos)
	if err != nil {
		return err
	}
	if s.marked == 0 {
		s.marked, s.markedAt = change, time.Now()
	}
	if time.Since(s.markedAt) >= margin {
		s.log.release(s.marked)
		s.marked, s.markedAt = change, time.Now()
	}
	return nil
}

// #endregion good
