// Package schemanull proves the guideline SCHEMA-NULL: with a schema that does
// not allow null, the first NULL ends the run.
package schemanull

import "encoding/json"

// column is a column of a table, with the Avro type of its values.
type column struct {
	name, avroType string
}

// definition returns the schema of a table's payloads.
func definition(
	columns []column, field func(column) map[string]any,
) ([]byte, error) {
	fields := make([]map[string]any, len(columns))
	for i, c := range columns {
		fields[i] = field(c)
	}
	return json.Marshal(map[string]any{
		"type": "record", "name": "row", "fields": fields,
	})
}
