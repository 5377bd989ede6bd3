package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// schemas registers the schemas of each table once and remembers them.
//
// The middleware could derive a schema from every record instead. It would see
// values, not the table: a NULL gives another schema, hence another version.
// The definition knows that a column can be NULL. Without any schema, records
// would cross the process boundary as plain protobuf, where every number
// becomes a float64 and bytes become text.
type schemas map[string]tableSchemas

type tableSchemas struct{ key, payload schema.Schema }

// #region attach

// attach marks a record with the schemas of its table. The context has to be
// the one of the read: the SDK's middleware put the schema context into it.
func (s schemas) attach(
	ctx context.Context, t table, meta opencdc.Metadata,
) error {
	known, ok := s[t.name]
	if !ok {
		var err error
		known.key, err = register(ctx, t.name+".key", t.key, false)
		if err != nil {
			return err
		}
		known.payload, err = register(ctx, t.name+".payload", t.columns, true)
		if err != nil {
			return err
		}
		s[t.name] = known
	}
	meta.SetKeySchemaSubject(known.key.Subject)
	meta.SetKeySchemaVersion(known.key.Version)
	meta.SetPayloadSchemaSubject(known.payload.Subject)
	meta.SetPayloadSchemaVersion(known.payload.Version)
	return nil
}

// #endregion attach

func register(
	ctx context.Context, subject string, columns []column, nullable bool,
) (schema.Schema, error) {
	definition, err := json.Marshal(avroRecord(columns, nullable))
	if err != nil {
		return schema.Schema{}, fmt.Errorf("schema %q: %w", subject, err)
	}
	created, err := schema.Create(
		ctx, schema.TypeAvro, subject, definition)
	if err != nil {
		return schema.Schema{}, fmt.Errorf("schema %q: %w", subject, err)
	}
	return created, nil
}

func avroRecord(columns []column, nullable bool) map[string]any {
	fields := make([]map[string]any, len(columns))
	for i, c := range columns {
		var fieldType any = avroType(c.kind)
		if nullable {
			// Also where the table says NOT NULL: adding the constraint
			// later must not change the schema.
			fieldType = []any{"null", fieldType}
		}
		fields[i] = map[string]any{"name": c.name, "type": fieldType}
	}
	return map[string]any{"type": "record", "name": "row", "fields": fields}
}

func avroType(k kind) any {
	switch k {
	case kindInteger:
		return "long"
	case kindReal:
		return "double"
	case kindBytes:
		return "bytes"
	case kindBoolean:
		return "boolean"
	case kindTime:
		return map[string]any{
			"type": "long", "logicalType": "timestamp-micros",
		}
	default:
		return "string"
	}
}
