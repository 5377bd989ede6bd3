package destbatchboth

import (
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodConfig collects 1,000 records, or what came within 100 ms.
func goodConfig() config {
	return config{DestinationWithBatch: sdk.DestinationWithBatch{
		BatchSize:  1000,
		BatchDelay: 100 * time.Millisecond,
	}}
}

// #endregion good
