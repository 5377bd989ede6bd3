package schematypes

import (
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// received returns a value as a destination gets it: encoded and decoded with
// the schema that the SDK's middleware derives from the record.
func received(t *testing.T, value any) any {
	t.Helper()
	payload := opencdc.StructuredData{"v": value}
	serde, err := schema.KnownSerdeFactories[schema.TypeAvro].
		SerdeForType(payload)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := serde.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	var decoded map[string]any
	if err := serde.Unmarshal(encoded, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded["v"]
}

func TestProof(t *testing.T) {
	for _, c := range []struct {
		column
		value any
		bad   string
		err   string
	}{
		{column{"name", "text"}, "Ann", "Ann", ""},
		{column{"tags", "bigint[]"}, []int64{1, 2}, "[1 2]",
			`column "tags": the type bigint[] is not supported`},
		{column{"photo", "bytea"}, []byte("hi"), "[104 105]",
			`column "photo": the type bytea is not supported`},
		{column{"attrs", "hstore"}, map[string]any{"a": nil}, "map[a:<nil>]",
			`column "attrs": the type hstore is not supported`},
	} {
		good, err := goodValue(c.column, c.value)
		switch {
		case c.err != "":
			if err == nil || err.Error() != c.err {
				t.Errorf("good: got %v, %v, want %q", good, err, c.err)
			}
		case err != nil || received(t, good) != c.value:
			t.Errorf("good: got %v, %v", good, err)
		}

		bad, err := badValue(c.column, c.value)
		if err != nil {
			t.Fatalf("bad: %v", err)
		}
		got := received(t, bad)
		if got != c.bad {
			t.Errorf("bad: got %#v, want %q", got, c.bad)
		}
		if c.err != "" {
			t.Logf("bad: %s %s arrives as the text %q, error: %v",
				c.typeName, c.name, got, err)
		}
	}
}
