package logsdk

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type goodSource struct{ sdk.UnimplementedSource }

// #region good

func goodMain() {
	sdk.Serve(goodConnector) // nothing before it
}

func (s *goodSource) Open(ctx context.Context, _ opencdc.Position) error {
	sdk.Logger(ctx).Info().Str("table", "users").Msg("starting up")
	return nil
}

// #endregion good

var goodConnector = sdk.Connector{
	NewSpecification: specification,
	NewSource:        func() sdk.Source { return &goodSource{} },
}
