// Command connector is the standalone plugin.
package main

import (
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/natskv"
)

func main() {
	// Nothing may be printed before this: Conduit reads standard output.
	sdk.Serve(natskv.Connector)
}
