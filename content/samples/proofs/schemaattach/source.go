// Package schemaattach proves the guideline SCHEMA-ATTACH: a schema that the
// SDK derives from values has a version for each combination of NULLs.
package schemaattach

import (
	"context"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// people is what the catalogue says of the table.
const people = `{"type": "record", "name": "people", "fields": [
	{"name": "name", "type": ["null", "string"]},
	{"name": "city", "type": ["null", "string"]},
	{"name": "age", "type": ["null", "long"]}
]}`

// base reads the rows of a table.
type base struct {
	sdk.UnimplementedSource
	config struct {
		sdk.UnimplementedSourceConfig
		sdk.SourceWithSchemaExtraction
		sdk.SourceWithEncoding
	}
	rows  []opencdc.StructuredData
	known schema.Schema // of the table, once it is registered
}

func (s *base) Config() sdk.SourceConfig { return &s.config }

// Open has nothing to connect to.
func (s *base) Open(context.Context, opencdc.Position) error { return nil }

// next returns the rows that are left as records.
func (s *base) next() []opencdc.Record {
	recs := make([]opencdc.Record, len(s.rows))
	for i, row := range s.rows {
		key := opencdc.RawData(strconv.Itoa(i))
		recs[i] = sdk.Util.Source.NewRecordSnapshot(
			opencdc.Position(key), opencdc.Metadata{}, key, row)
		recs[i].Metadata.SetCollection("people")
	}
	s.rows = nil
	return recs
}

// register gives the table its schema, the first time.
func (s *base) register(ctx context.Context) (err error) {
	if s.known.Version == 0 {
		s.known, err = schema.Create(
			ctx, schema.TypeAvro, "people.payload", []byte(people))
	}
	return err
}
