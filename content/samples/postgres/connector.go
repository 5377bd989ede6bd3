// Package postgres is a Conduit source for PostgreSQL: a snapshot taken at the
// moment in which a replication slot was created, then every change by logical
// replication.
package postgres

import (
	_ "embed"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// After each change of a parameter:
//
//go:generate go run ./cmd/specgen

//go:embed connector.yaml
var specs string

// version is set by the build, see the Makefile.
var version = "(devel)"

// #region connector

// Connector is what main serves and what the acceptance tests run. It has no
// destination.
var Connector = sdk.Connector{
	NewSpecification: sdk.YAMLSpecification(specs, version),
	NewSource:        NewSource,
}

// #endregion connector
