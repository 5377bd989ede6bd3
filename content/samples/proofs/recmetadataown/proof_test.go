package recmetadataown

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// source returns records, and has the default middleware around it.
type source struct {
	sdk.UnimplementedSource
	config struct{ sdk.DefaultSourceMiddleware }
	recs   []opencdc.Record
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

func (s *source) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return s.recs, nil
}

// throughMiddleware returns what Conduit would get.
func throughMiddleware(
	t *testing.T, recs []opencdc.Record,
) ([]opencdc.Record, error) {
	t.Helper()
	s := &source{recs: recs}
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
	return wrapped.ReadN(t.Context(), len(recs))
}

// decoded returns the payload of a record as a destination gets it.
func decoded(t *testing.T, rec opencdc.Record) map[string]any {
	t.Helper()
	subject, err := rec.Metadata.GetPayloadSchemaSubject()
	if err != nil {
		t.Fatal(err)
	}
	version, err := rec.Metadata.GetPayloadSchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	known, err := schema.Get(t.Context(), subject, version)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	err = known.Unmarshal(rec.Payload.After.Bytes(), &fields)
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestProof(t *testing.T) {
	e := event{
		collection: "people",
		at:         time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		offset:     7,
		documents: []document{
			{"id": 1, "name": "Ann"},
			{"id": 2, "name": "Bob", "email": "bob@example.com"},
		},
	}
	want := []string{
		"map[id:1 name:Ann]",
		"map[email:bob@example.com id:2 name:Bob]",
	}
	check := func(
		name string, records func(event) []opencdc.Record, want []string,
	) {
		recs, err := throughMiddleware(t, records(e))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, rec := range recs {
			if got := fmt.Sprint(decoded(t, rec)); got != want[i] {
				t.Errorf("%s: got %s, want %s", name, got, want[i])
			}
			if sent := fmt.Sprint(e.documents[i]); sent != want[i] {
				t.Logf("bad: record %d is sent as %s", i+1, sent)
				t.Logf("bad: and arrives as %v", decoded(t, rec))
			}
		}
	}
	check("good", goodRecords, want)
	// The second document has lost a field, and nothing has reported it.
	check("bad", badRecords, []string{want[0], "map[id:2 name:Bob]"})

	// A NULL where the first record has a value is an error.
	e.documents = []document{{"id": 1, "age": 3}, {"id": 2, "age": nil}}
	if _, err := throughMiddleware(t, goodRecords(e)); err != nil {
		t.Errorf("good: %v", err)
	}
	_, err := throughMiddleware(t, badRecords(e))
	const wantErr = "age: avro: *avro.null is unsupported for Avro long"
	if err == nil || !strings.Contains(err.Error(), wantErr) {
		t.Fatalf("bad: got %v, want %q", err, wantErr)
	}
	_, cause, _ := strings.Cut(err.Error(), "into avro: ")
	t.Logf("bad: record 1 with age 3, record 2 with NULL: %s", cause)
}
