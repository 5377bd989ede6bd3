// Command connector is the plugin.
package main

import (
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/conduit"
)

func main() { sdk.Serve(conduit.Connector) }
