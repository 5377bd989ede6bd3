// Package natskv is a Conduit source for key-value buckets of NATS JetStream:
// the value of each key, then every change, from one log that compacts itself.
package natskv

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

// Connector is what main serves and what the acceptance tests run. It has no
// destination.
var Connector = sdk.Connector{
	NewSpecification: sdk.YAMLSpecification(specs, version),
	NewSource:        NewSource,
}
