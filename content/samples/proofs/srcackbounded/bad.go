package srcackbounded

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// Wrong on purpose: reading depends on acknowledgements.

// #region bad

func (s *bad) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	select {
	case s.window <- struct{}{}: // has room for 100
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.next(), nil
}

func (s *bad) Ack(_ context.Context, pos opencdc.Position) error {
	<-s.window
	return nil
}

// #endregion bad
