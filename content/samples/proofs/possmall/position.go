// Package possmall proves the guideline POS-SMALL: with a position that grows
// with each row, there is a row whose acknowledgement is refused, at each
// start again.
package possmall

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// position is what a source can say about the rows that it has delivered.
type position struct {
	Last string   `json:"last,omitempty"` // key
	Seen []string `json:"seen,omitempty"` // keys
}

// source delivers some rows more than those that it has delivered before it
// starts.
type source struct {
	sdk.UnimplementedSource
	position func(keys []string) position
	keys     []string // of the rows delivered so far
	rest     int      // rows
	acks     chan opencdc.Position
}

type config struct{ sdk.UnimplementedSourceConfig }

func (*source) Config() sdk.SourceConfig { return &config{} }

func (*source) Open(context.Context, opencdc.Position) error { return nil }

func (s *source) Read(ctx context.Context) (opencdc.Record, error) {
	if s.rest == 0 {
		<-ctx.Done()
		return opencdc.Record{}, ctx.Err()
	}
	s.rest--
	s.keys = append(s.keys, fmt.Sprintf("%036d", len(s.keys)))
	pos, err := json.Marshal(s.position(s.keys))
	return opencdc.Record{Position: pos}, err
}

func (s *source) Ack(_ context.Context, pos opencdc.Position) error {
	s.acks <- pos
	return nil
}

func (*source) Teardown(context.Context) error { return nil }
