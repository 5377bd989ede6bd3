package schemaattach

import (
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// table has each combination of values and NULLs twice.
func table() (rows []opencdc.StructuredData) {
	for i := range 16 {
		row := opencdc.StructuredData{
			"name": "Ann", "city": "Bonn", "age": int64(i),
		}
		for bit, column := range []string{"name", "city", "age"} {
			if i>>bit&1 == 1 {
				row[column] = nil
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// versions reads the table through the SDK's middleware, and returns the
// versions of the payloads' schema.
func versions(t *testing.T, s *base, source sdk.Source) (found []int) {
	t.Helper()
	s.rows = table()
	s.config.SourceWithSchemaExtraction = sdk.SourceWithSchemaExtraction{
		SchemaTypeStr:  "avro",
		PayloadEnabled: lang.Ptr(true), PayloadSubject: lang.Ptr("payload"),
		KeyEnabled: lang.Ptr(false), KeySubject: lang.Ptr("key"), // raw keys
	}
	source = sdk.SourceWithMiddleware(source)
	if err := source.Open(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	recs, err := source.ReadN(t.Context(), 100)
	if err != nil || len(recs) != 16 {
		t.Fatalf("got %d records, %v", len(recs), err)
	}
	for _, rec := range recs {
		version, err := rec.Metadata.GetPayloadSchemaVersion()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(found, version) {
			found = append(found, version)
		}
	}
	return found
}

func TestProof(t *testing.T) {
	var right good
	if got := versions(t, &right.base, &right); len(got) != 1 {
		t.Errorf("good: versions %v", got)
	}
	var wrong bad
	got := versions(t, &wrong.base, &wrong)
	if len(got) != 8 {
		t.Errorf("bad: versions %v", got)
	}
	t.Logf("bad: a table with 3 columns that may be NULL has %d versions of "+
		"its schema", len(got))
}
