package mwdefaults

import sdk "github.com/conduitio/conduit-connector-sdk"

// #region good

// newGood returns the source in the middleware of its configuration.
func newGood() sdk.Source {
	return sdk.SourceWithMiddleware(&source{})
}

// #endregion good
