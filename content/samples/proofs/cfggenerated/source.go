// Package cfggenerated proves the guideline CFG-GENERATED: a source whose
// connector.yaml lists its own parameters alone panics when it is opened.
package cfggenerated

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Config is the configuration of the source.
type Config struct {
	sdk.DefaultSourceMiddleware

	// Path of the database file.
	URL string `json:"url" validate:"required"`
}

type source struct {
	sdk.UnimplementedSource
	config Config
	opened bool
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(context.Context, opencdc.Position) error {
	s.opened = true
	return nil
}

func (*source) Teardown(context.Context) error { return nil }
