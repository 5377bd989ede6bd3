package concerrors

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Bad follows a change log in the background, too.
type Bad struct{ source }

// #region bad

func (s *Bad) start(ctx context.Context) {
	go func() {
		if err := s.log.follow(ctx, s.records); err != nil {
			sdk.Logger(ctx).Err(err).Msg("follow the change log")
		}
	}()
}

// ReadN returns the next record and blocks until there is one.
func (s *Bad) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion bad
