package logsecrets

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Wrong on purpose: the configuration holds the password.

type badSource struct {
	sdk.UnimplementedSource
	config Config
}

// #region bad

func (s *badSource) Open(ctx context.Context, _ opencdc.Position) error {
	sdk.Logger(ctx).Debug().
		Any("config", s.config).
		Msg("opening source")
	return nil
}

// #endregion bad
