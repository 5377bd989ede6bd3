// Package cdctrackingnames proves the guideline CDC-TRACKING-NAMES: two
// connectors with the same default name share a slot, and each one gets only a
// part of the changes.
package cdctrackingnames

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// server keeps changes, and remembers by slot how many were confirmed.
type server struct {
	log       []string
	confirmed map[string]int
}

// source reads from its slot on the server.
type source struct {
	sdk.UnimplementedSource
	nameOf func(ctx context.Context, configured string) (string, error)
	server *server
	slot   string
}

// Config has no settings.
func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

// Open creates the slot, or uses the one that is there.
func (s *source) Open(ctx context.Context, _ opencdc.Position) (err error) {
	if s.slot, err = s.nameOf(ctx, ""); err != nil {
		return err
	}
	if _, ok := s.server.confirmed[s.slot]; !ok {
		s.server.confirmed[s.slot] = len(s.server.log)
	}
	return nil
}

// read returns the changes that nobody has confirmed, and confirms them.
func (s *source) read() []string {
	changes := s.server.log[s.server.confirmed[s.slot]:]
	s.server.confirmed[s.slot] = len(s.server.log)
	return changes
}
