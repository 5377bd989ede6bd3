package logsecrets

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type goodSource struct {
	sdk.UnimplementedSource
	config Config
}

// #region good

func (s *goodSource) Open(ctx context.Context, _ opencdc.Position) error {
	sdk.Logger(ctx).Debug().
		Strs("tables", s.config.Tables).
		Int("fetchSize", s.config.FetchSize).
		Msg("opening source")
	return nil
}

// #endregion good
