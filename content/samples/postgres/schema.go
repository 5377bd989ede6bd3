package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// schemas registers the schemas of tables and remembers them.
//
// The middleware could derive a schema from every record instead. It would see
// values, not the table: a NULL gives another schema, hence another version.
// Without any schema, records would cross the process boundary as plain
// protobuf, where every number becomes a float64 and bytes become text.
type schemas map[schemaID]schema.Schema

type schemaID struct {
	table *table // the definition: ALTER TABLE makes another one
	part  string
}

// attachKey marks a record with the schema of its key. The context has to be
// the one of the read: the SDK's middleware put the schema context into it.
func (s schemas) attachKey(
	ctx context.Context, t *table, meta opencdc.Metadata,
) error {
	known, err := s.get(ctx, schemaID{t, "key"}, func() []field {
		return fields(t.key, false)
	})
	if err != nil {
		return err
	}
	meta.SetKeySchemaSubject(known.Subject)
	meta.SetKeySchemaVersion(known.Version)
	return nil
}

// attachPayload marks a record with the schema of a payload in which columns
// may be missing. A schema with those columns would not do: encoding would
// make NULL of what is merely unknown, or fail where NULL is not allowed.
func (s schemas) attachPayload(
	ctx context.Context, t *table, missing []string, meta opencdc.Metadata,
) error {
	id := schemaID{t, "payload"}
	if len(missing) > 0 {
		id.part += " without " + strings.Join(missing, ",")
	}
	known, err := s.get(ctx, id, func() []field {
		return slices.DeleteFunc(fields(t.columns, true), func(f field) bool {
			return slices.Contains(missing, f.Name)
		})
	})
	if err != nil {
		return err
	}
	meta.SetPayloadSchemaSubject(known.Subject)
	meta.SetPayloadSchemaVersion(known.Version)
	return nil
}

func (s schemas) get(
	ctx context.Context, id schemaID, fields func() []field,
) (schema.Schema, error) {
	if known, ok := s[id]; ok {
		return known, nil
	}
	part, _, _ := strings.Cut(id.part, " ")
	subject := id.table.name + "." + part
	definition, err := json.Marshal(map[string]any{
		"type": "record", "name": "row", "fields": fields(),
	})
	if err != nil {
		return schema.Schema{}, fmt.Errorf("schema %q: %w", subject, err)
	}
	created, err := schema.Create(ctx, schema.TypeAvro, subject, definition)
	if err != nil {
		return schema.Schema{}, fmt.Errorf("schema %q: %w", subject, err)
	}
	s[id] = created
	return created, nil
}

// field is a field of an Avro record.
type field struct {
	Name string `json:"name"`
	Type any    `json:"type"`
}

// fields makes fields of columns. In a payload all of them can be null, also
// where the table says NOT NULL: adding the constraint later must not change
// the schema.
func fields(columns []column, nullable bool) []field {
	list := make([]field, len(columns))
	for i, c := range columns {
		list[i] = field{Name: c.name, Type: avroType(c.kind)}
		if nullable {
			list[i].Type = []any{"null", list[i].Type}
		}
	}
	return list
}

func avroType(k kind) any {
	logical := func(base, name string) any {
		return map[string]any{"type": base, "logicalType": name}
	}
	switch k {
	case kindInteger:
		return "long"
	case kindReal:
		return "double"
	case kindBytes:
		return "bytes"
	case kindBoolean:
		return "boolean"
	case kindDate:
		return logical("int", "date")
	case kindTime:
		return logical("long", "timestamp-micros")
	default:
		return "string"
	}
}
