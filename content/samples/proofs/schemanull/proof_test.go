package schemanull

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// source returns a record with the schema of its table. The SDK's middleware
// encodes it.
type source struct {
	sdk.UnimplementedSource
	config struct {
		sdk.UnimplementedSourceConfig
		sdk.SourceWithEncoding
	}
	rec opencdc.Record
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return []opencdc.Record{s.rec}, nil
}

// deliver returns the two sides of an update as a destination gets them.
func deliver(
	t *testing.T, subject string, field func(column) map[string]any,
	before, after opencdc.Data,
) (string, error) {
	t.Helper()
	text, err := definition([]column{
		{"id", "long"}, {"name", "string"}, {"age", "long"},
	}, field)
	if err != nil {
		t.Fatal(err)
	}
	known, err := schema.Create(t.Context(), schema.TypeAvro, subject, text)
	if err != nil {
		t.Fatal(err)
	}
	s := &source{rec: sdk.Util.Source.NewRecordUpdate(
		opencdc.Position("1"), nil, opencdc.RawData("1"), before, after)}
	schema.AttachPayloadSchemaToRecord(s.rec, known)
	recs, err := sdk.SourceWithMiddleware(s).ReadN(t.Context(), 1)
	if err != nil {
		return "", err
	}
	payload := recs[0].Payload
	var sides [2]map[string]any
	for i, data := range []opencdc.Data{payload.Before, payload.After} {
		if err := known.Unmarshal(data.Bytes(), &sides[i]); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprint(sides[0], " ", sides[1]), nil
}

func TestProof(t *testing.T) {
	full := opencdc.StructuredData{"id": 1, "name": "Ann", "age": 3}
	noName := opencdc.StructuredData{"id": 1, "name": nil, "age": 3}
	noAge := opencdc.StructuredData{"id": 1, "name": "Ann", "age": nil}
	const fullText = "map[age:3 id:1 name:Ann]"
	for _, c := range []struct {
		name          string
		before, after opencdc.Data
		want, bad     string // bad: the error; none, it gets through
	}{
		{"no NULL", full, full, fullText + " " + fullText, ""},
		{
			"text to NULL", full, noName,
			fullText + " map[age:3 id:1 name:<nil>]",
			"name: avro: *avro.null is unsupported for Avro string",
		},
		{
			"NULL to a number", noAge, full,
			"map[age:<nil> id:1 name:Ann] " + fullText,
			"age: avro: *avro.null is unsupported for Avro long",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := deliver(t, "good", goodField, c.before, c.after)
			if err != nil || got != c.want {
				t.Errorf("good: got %q, %v, want %q", got, err, c.want)
			}
			got, err = deliver(t, "bad", badField, c.before, c.after)
			if c.bad == "" {
				if err != nil || got != c.want {
					t.Errorf("bad: got %q, %v, want %q", got, err, c.want)
				}
			} else if err == nil || !strings.Contains(err.Error(), c.bad) {
				t.Errorf("bad: got %q, %v, want %q", got, err, c.bad)
			} else {
				_, cause, _ := strings.Cut(err.Error(), "into avro: ")
				t.Logf("bad: %s: %s", c.name, cause)
			}
		})
	}
}
