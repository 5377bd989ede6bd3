package srcackbounded

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

func (s *good) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.next(), nil
}

func (s *good) Ack(_ context.Context, pos opencdc.Position) error {
	s.newest.Store(&pos) // stands for all before it
	return nil
}

// #endregion good
