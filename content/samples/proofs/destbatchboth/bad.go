package destbatchboth

import sdk "github.com/conduitio/conduit-connector-sdk"

// #region bad

// badConfig collects 1,000 records, however long that takes.
func badConfig() config {
	return config{DestinationWithBatch: sdk.DestinationWithBatch{
		BatchSize: 1000,
	}}
}

// #endregion bad
