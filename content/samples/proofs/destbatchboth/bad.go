package destbatchboth

import (
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badConfig is meant to collect what comes within 100 ms.
func badConfig() config {
	return config{DestinationWithBatch: sdk.DestinationWithBatch{
		BatchDelay: 100 * time.Millisecond,
	}}
}

// #endregion bad
