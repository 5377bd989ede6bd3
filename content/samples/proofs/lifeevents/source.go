package lifeevents

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Config holds the parameters of both.
type Config struct {
	sdk.UnimplementedSourceConfig

	Database string `json:"database" validate:"required"`
	Slot     string `json:"slot.name" default:"conduit"`
}

// specification is what specgen makes of Config.
var specification = sdk.YAMLSpecification(`
version: "1.0"
specification:
  name: proof
  source:
    parameters:
      - name: database
        type: string
        validations:
          - type: required
      - name: slot.name
        type: string
        default: conduit
`, "v0.1.0")

// source is what both have in common.
type source struct {
	sdk.UnimplementedSource
	config Config
	server *server
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

// Open creates the slot if it is not there.
func (s *source) Open(context.Context, opencdc.Position) error {
	s.server.slots[s.config.Database+"/"+s.config.Slot] = true
	return nil
}

func (s *source) Teardown(context.Context) error { return nil }

// server has slots: "database/name".
type server struct{ slots map[string]bool }

// dropSlot counts a slot that is gone as dropped.
func (s *server) dropSlot(_ context.Context, database, name string) error {
	delete(s.slots, database+"/"+name)
	return nil
}
