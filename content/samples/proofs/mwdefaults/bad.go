package mwdefaults

import sdk "github.com/conduitio/conduit-connector-sdk"

// #region bad

// newBad returns the source alone.
func newBad() sdk.Source {
	return &source{}
}

// #endregion bad
