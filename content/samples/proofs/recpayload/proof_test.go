package recpayload

import (
	"fmt"
	"maps"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-sdk/schema"
	"github.com/jackc/pglogrepl"
)

// received returns the payload as a destination gets it: encoded and decoded
// with the schema that the SDK's middleware derives from it.
func received(
	t *testing.T, payload opencdc.StructuredData,
) map[string]any {
	t.Helper()
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
	return decoded
}

// cell returns a value as the log has it. The server sends no bytes for NULL
// and for a large value that the update left as it was.
func cell(kind uint8, text string) *pglogrepl.TupleDataColumn {
	c := &pglogrepl.TupleDataColumn{DataType: kind}
	if kind == pglogrepl.TupleDataTypeText {
		c.Data = []byte(text)
	}
	return c
}

func TestProof(t *testing.T) {
	columns := []string{"id", "name", "note", "nick", "body"}
	// UPDATE documents SET name = 'new', nick = NULL, and the note empty
	update := &pglogrepl.TupleData{
		Columns: []*pglogrepl.TupleDataColumn{
			cell(pglogrepl.TupleDataTypeText, "1"),
			cell(pglogrepl.TupleDataTypeText, "new"),
			cell(pglogrepl.TupleDataTypeText, ""),
			cell(pglogrepl.TupleDataTypeNull, ""),
			cell(pglogrepl.TupleDataTypeToast, ""),
		},
	}
	check := func(
		name string,
		payload func([]string, *pglogrepl.TupleData,
		) (opencdc.StructuredData, error),
		want map[string]any,
	) {
		data, err := payload(columns, update)
		if err != nil {
			t.Fatal(err)
		}
		// The destination writes the fields that a record has.
		row := map[string]any{"id": "1", "name": "old", "note": "n",
			"nick": "k", "body": "a long document"}
		maps.Copy(row, received(t, data))
		if fmt.Sprintf("%#v", row) != fmt.Sprintf("%#v", want) {
			t.Errorf("%s: got\n%#v, want\n%#v", name, row, want)
		}
		if name == "bad" {
			t.Logf("bad: an update empties note, body stays as it is")
			t.Logf("bad: note is %#v, not \"\"", row["note"])
			t.Logf("bad: body is %#v, not \"a long document\"", row["body"])
		}
	}
	check("good", goodPayload, map[string]any{"id": "1", "name": "new",
		"note": "", "nick": nil, "body": "a long document"})
	// The document is erased, and an empty note is none.
	check("bad", badPayload, map[string]any{"id": "1", "name": "new",
		"note": nil, "nick": nil, "body": nil})
}
