package logsdk

import (
	"fmt"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Wrong on purpose: the first line on stdout is not the handshake.

// #region bad

func badMain() {
	fmt.Println("starting up")
	sdk.Serve(badConnector)
}

// #endregion bad

var badConnector = sdk.Connector{
	NewSpecification: specification,
	NewSource:        func() sdk.Source { return &goodSource{} },
}
