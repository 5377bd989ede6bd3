// Package logsdk starts two connectors as Conduit does, and reads the first
// line that they print.
package logsdk

import sdk "github.com/conduitio/conduit-connector-sdk"

func specification() sdk.Specification {
	return sdk.Specification{Name: "proof", Version: "v0.1.0"}
}
