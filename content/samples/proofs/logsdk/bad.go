package logsdk

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Wrong on purpose: the first line on stdout is not the handshake.

type badSource struct{ sdk.UnimplementedSource }

// #region bad

func badMain() {
	fmt.Println("starting up")
	sdk.Serve(badConnector)
}

// #endregion bad

func (s *badSource) Open(ctx context.Context, _ opencdc.Position) error {
	sdk.Logger(ctx).Info().Str("table", "users").Msg("starting up")
	return nil
}

var badConnector = sdk.Connector{
	NewSpecification: specification,
	NewSource:        func() sdk.Source { return &badSource{} },
}
