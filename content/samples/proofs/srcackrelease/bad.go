package srcackrelease

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// Wrong on purpose: Conduit may not have stored the position yet.

// #region bad

// Ack releases what was acknowledged.
func (s *bad) Ack(_ context.Context, pos opencdc.Position) error {
	change, err := parse(pos)
	if err != nil {
		return err
	}
	s.log.release(change)
	return nil
}

// #endregion bad
