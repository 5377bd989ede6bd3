// Package logsdk starts two connectors as Conduit does, and reads the first
// line that they print.
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

func specification() sdk.Specification {
	return sdk.Specification{Name: "proof", Version: "v0.1.0"}
}
