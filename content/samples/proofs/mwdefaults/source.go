// Package mwdefaults proves the guideline MW-DEFAULTS: a source that embeds
// the middleware and is not wrapped accepts every sdk parameter, and ignores
// it. It also counts what sdk.batch.delay does without sdk.batch.size.
package mwdefaults

import (
	"context"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Config is the configuration of the sources of this package.
type Config struct {
	sdk.DefaultSourceMiddleware
}

// source has a record whenever it is asked.
type source struct {
	sdk.UnimplementedSource
	config Config
	read   int
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (*source) Open(context.Context, opencdc.Position) error { return nil }

func (s *source) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return []opencdc.Record{s.next()}, nil
}

func (*source) Teardown(context.Context) error { return nil }

func (s *source) next() opencdc.Record {
	s.read++
	return sdk.Util.Source.NewRecordCreate(
		opencdc.Position(strconv.Itoa(s.read)), opencdc.Metadata{}, nil,
		opencdc.RawData("x"))
}
