// Package conduit is a plugin that holds the right and the wrong code of some
// proofs, so that a real Conduit can run both: tests/pipelines/proofs.test.ts
// stops it, kills it and lets its writes fail, and compares the rows.
//
// The settings "case" and "variant" choose what runs. The packages of the
// proofs hold the code that the pages show; they do not export it, so each
// case here is the same code in its smallest form. One condition on bad is all
// that tells the variants of a case apart.
package conduit

import (
	_ "embed"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// After each change of a parameter:
//
//go:generate go test . -update

//go:embed connector.yaml
var specs string

// Connector is what the plugin serves.
var Connector = sdk.Connector{
	NewSpecification: sdk.YAMLSpecification(specs, "v0.1.0"),
	NewSource: func() sdk.Source {
		return sdk.SourceWithMiddleware(&source{})
	},
	NewDestination: func() sdk.Destination {
		return sdk.DestinationWithMiddleware(&destination{})
	},
}
