package lifeteardownacks

import (
	"context"
	"strconv"

	"github.com/conduitio/conduit-commons/csync"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both have in common: three records.
type source struct {
	sdk.UnimplementedSource
	system *system
	read   int
	open   csync.WaitGroup // records that are not acknowledged
	acked  opencdc.Position
}

// system is told up to where it may forget.
type system struct{ confirmed opencdc.Position }

func (s *system) confirm(_ context.Context, at opencdc.Position) error {
	s.confirmed = at
	return nil
}

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

func (s *source) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	if s.read == 3 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s.read++
	s.open.Add(1)
	return []opencdc.Record{{
		Position: opencdc.Position(strconv.Itoa(s.read)),
	}}, nil
}

func (s *source) Ack(_ context.Context, pos opencdc.Position) error {
	s.acked = pos
	s.open.Done()
	return nil
}
