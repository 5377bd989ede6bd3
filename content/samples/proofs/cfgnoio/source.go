// Package cfgnoio is the proof of CFG-NO-IO: a Validate that reads settings,
// and one that also opens what they name.
package cfgnoio

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
	_ "modernc.org/sqlite" // the driver
)

// Config is what both configurations have in common.
type Config struct {
	sdk.UnimplementedSourceConfig

	// Path of the database file.
	URL string `json:"url"`
}

// source has a configuration. It is never opened.
type source struct {
	sdk.UnimplementedSource
	config sdk.SourceConfig
}

func (s *source) Config() sdk.SourceConfig { return s.config }

func (*source) Teardown(context.Context) error { return nil }
