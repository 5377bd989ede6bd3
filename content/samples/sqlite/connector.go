// Package sqlite is a Conduit connector for SQLite: a source with a snapshot
// and change data capture by triggers, and a destination that writes batches
// in one transaction.
package sqlite

import (
	_ "embed"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// After each change of a parameter:
//
//go:generate go run ./cmd/specgen

// #region connector

//go:embed connector.yaml
var specs string

// version is set by the build, see the Makefile.
var version = "(devel)"

// Connector is what main serves and what the acceptance tests run.
var Connector = sdk.Connector{
	NewSpecification: sdk.YAMLSpecification(specs, version),
	NewSource:        NewSource,
	NewDestination:   NewDestination,
}

// #endregion connector
