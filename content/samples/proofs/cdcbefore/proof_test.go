package cdcbefore

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source returns one record, and has the default middleware around it.
type source struct {
	sdk.UnimplementedSource
	config struct{ sdk.DefaultSourceMiddleware }
	rec    opencdc.Record
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

func (s *source) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return []opencdc.Record{s.rec}, nil
}

// throughMiddleware returns what Conduit would get.
func throughMiddleware(
	t *testing.T, rec opencdc.Record,
) (opencdc.Record, error) {
	t.Helper()
	s := &source{rec: rec}
	// The defaults of the SDK; in a connector, connector.yaml has them.
	s.config.DefaultSourceMiddleware = sdk.DefaultSourceMiddleware{
		SourceWithBatch: sdk.SourceWithBatch{
			BatchSize: lang.Ptr(0), BatchDelay: lang.Ptr(time.Duration(0)),
		},
		SourceWithSchemaContext: sdk.SourceWithSchemaContext{
			Enabled: lang.Ptr(true), Name: lang.Ptr(""),
		},
		SourceWithSchemaExtraction: sdk.SourceWithSchemaExtraction{
			SchemaTypeStr:  "avro",
			PayloadEnabled: lang.Ptr(true), PayloadSubject: lang.Ptr("payload"),
			KeyEnabled: lang.Ptr(true), KeySubject: lang.Ptr("key"),
		},
	}
	wrapped := sdk.SourceWithMiddleware(s)
	if err := wrapped.Open(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	recs, err := wrapped.ReadN(t.Context(), 1)
	if err != nil {
		return opencdc.Record{}, err
	}
	return recs[0], nil
}

// missingField is what users see in the log, with the name of a field.
const missingField = "failed to encode before payload: failed to marshal " +
	"data with schema: could not marshal into avro: avro: missing required " +
	"field "

func TestProof(t *testing.T) {
	whole := opencdc.StructuredData{"id": 1, "name": "Ann"}
	for _, c := range []struct {
		name    string
		old     opencdc.StructuredData
		all     bool
		wantBad string // nothing: the record gets through
	}{
		{name: "the whole row", old: whole, all: true},
		{
			name: "the key only", old: opencdc.StructuredData{"id": 1},
			wantBad: missingField + "name",
		},
		{
			name: "an empty map", old: opencdc.StructuredData{},
			wantBad: missingField,
		},
		{name: "a nil map", old: nil, wantBad: missingField},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := event{
				position: opencdc.Position("1"),
				key:      opencdc.StructuredData{"id": 1},
				old:      c.old,
				oldIsAll: c.all,
				row:      opencdc.StructuredData{"id": 1, "name": "Bob"},
			}
			got, err := throughMiddleware(t, goodUpdate(e))
			if err != nil {
				t.Fatalf("good: %v", err)
			}
			if (got.Payload.Before != nil) != c.all {
				t.Errorf("good: Before is %v", got.Payload.Before)
			}
			_, err = throughMiddleware(t, badUpdate(e))
			switch {
			case c.wantBad == "" && err != nil:
				t.Fatalf("bad: %v, want no error", err)
			case c.wantBad != "" &&
				(err == nil || !strings.Contains(err.Error(), c.wantBad)):
				t.Fatalf("bad: %v, want %q", err, c.wantBad)
			case err != nil:
				text := err.Error()
				t.Logf("bad: Before is %s: the read fails: …%s",
					c.name, text[strings.Index(text, "avro: "):])
			}
		})
	}
}
