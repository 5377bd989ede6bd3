package schemaexact

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	opencdcv1 "github.com/conduitio/conduit-commons/proto/opencdc/v1"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// withSchema returns the value as a destination gets it: encoded and decoded
// with the schema that the SDK's middleware derives from the record.
func withSchema(t *testing.T, value any) any {
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

// withoutSchema returns the value as it crosses the boundary of the process.
func withoutSchema(t *testing.T, value any) any {
	t.Helper()
	var message opencdcv1.Data
	err := opencdc.StructuredData{"v": value}.ToProto(&message)
	if err != nil {
		t.Fatal(err)
	}
	return message.GetStructuredData().AsMap()["v"]
}

// digits prints a number the way that a user would compare it.
func digits(value any) string {
	if f, ok := value.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

func TestProof(t *testing.T) {
	for _, c := range []struct{ typeName, text, bad, unencoded string }{
		{"bigint", "9007199254740993", "9007199254740992",
			"9007199254740992"},
		{"numeric", "12345678901234567.89", "12345678901234568",
			"12345678901234567.89"},
		{"numeric", "1.10", "1.1", "1.10"},
	} {
		good, err := goodValue(c.typeName, c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := digits(withSchema(t, good)); got != c.text {
			t.Errorf("good: got %s, want %s", got, c.text)
		}
		// Exact in the record is not enough: without a schema, a number
		// becomes a float64 on its way to Conduit. Text stays.
		if got := digits(withoutSchema(t, good)); got != c.unencoded {
			t.Errorf("good, without schema: got %s, want %s", got, c.unencoded)
		}

		bad, err := badValue(c.typeName, c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := digits(withSchema(t, bad)); got != c.bad {
			t.Errorf("bad: got %s, want %s", got, c.bad)
		} else {
			t.Logf("bad: %s %s arrives as %s", c.typeName, c.text, got)
		}
	}
}
