package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-sdk/schema"
)

// event is what a record says.
type event struct {
	op            opencdc.Operation
	key           int64
	before, after *string // values; nil if the record has no such image
}

func (e event) String() string {
	text := fmt.Sprintf("%s %d", e.op, e.key)
	switch {
	case e.before != nil && e.after != nil:
		text += fmt.Sprintf(" %q -> %q", *e.before, *e.after)
	case e.before != nil:
		text += fmt.Sprintf(" (was %q)", *e.before)
	case e.after != nil:
		text += fmt.Sprintf(" %q", *e.after)
	}
	return text
}

// parse reads a record as a destination does: it undoes the encoding of the
// schema middleware, and takes structured data and raw JSON.
func (f Fields) parse(
	ctx context.Context, rec opencdc.Record,
) (event, error) {
	e := event{op: rec.Operation}
	before, err := payload(ctx, rec, rec.Payload.Before)
	if err != nil {
		return e, fmt.Errorf("payload before: %w", err)
	}
	after, err := payload(ctx, rec, rec.Payload.After)
	if err != nil {
		return e, fmt.Errorf("payload after: %w", err)
	}
	if _, ok := before[f.Value]; ok { // some have the key there, nothing else
		if e.before, err = f.value(before); err != nil {
			return e, fmt.Errorf("payload before: %w", err)
		}
	}
	if e.after, err = f.value(after); err != nil {
		return e, fmt.Errorf("payload after: %w", err)
	}

	subject, _ := rec.Metadata.GetKeySchemaSubject()
	version, _ := rec.Metadata.GetKeySchemaVersion()
	key, err := decode(ctx, subject, version, rec.Key)
	if err != nil {
		// A raw key may be the bare value.
		e.key, err = number(string(rec.Key.Bytes()))
		return e, err
	}
	for _, data := range []opencdc.StructuredData{key, after, before} {
		if id, ok := data[f.Key]; ok {
			e.key, err = number(id)
			return e, err
		}
	}
	return e, fmt.Errorf("the record has no field %q", f.Key)
}

func payload(
	ctx context.Context, rec opencdc.Record, data opencdc.Data,
) (opencdc.StructuredData, error) {
	// An error means that the field is not there: the data has no schema.
	subject, _ := rec.Metadata.GetPayloadSchemaSubject()
	version, _ := rec.Metadata.GetPayloadSchemaVersion()
	return decode(ctx, subject, version, data)
}

func decode(
	ctx context.Context, subject string, version int, data opencdc.Data,
) (opencdc.StructuredData, error) {
	if data == nil {
		return nil, nil
	}
	if known, ok := data.(opencdc.StructuredData); ok {
		return known, nil
	}
	if len(data.Bytes()) == 0 {
		return nil, nil
	}
	var decoded opencdc.StructuredData
	if subject != "" {
		found, err := schema.Get(ctx, subject, version)
		if err != nil {
			return nil, fmt.Errorf("schema %q: %w", subject, err)
		}
		if err := found.Unmarshal(data.Bytes(), &decoded); err != nil {
			return nil, fmt.Errorf("schema %q: %w", subject, err)
		}
		return decoded, nil
	}
	// As numbers, large keys would be rounded.
	decoder := json.NewDecoder(bytes.NewReader(data.Bytes()))
	decoder.UseNumber()
	if err := decoder.Decode(&decoded); err != nil {
		return nil, fmt.Errorf("%q is not a JSON object: %w", data, err)
	}
	return decoded, nil
}

// value returns the value column of a row, nil if there is no row.
func (f Fields) value(row opencdc.StructuredData) (*string, error) {
	if row == nil {
		return nil, nil
	}
	value, ok := row[f.Value]
	if !ok {
		return nil, fmt.Errorf("the row has no field %q", f.Value)
	}
	switch value := value.(type) {
	case nil:
		return nil, fmt.Errorf("field %q is null", f.Value)
	case string:
		return &value, nil
	case []byte:
		text := string(value)
		return &text, nil
	default:
		text := fmt.Sprint(value)
		return &text, nil
	}
}

// number returns a key as a number. It never rounds.
func number(key any) (int64, error) {
	switch key := key.(type) {
	case int64:
		return key, nil
	case int:
		return int64(key), nil
	case int32:
		return int64(key), nil
	case float64:
		if n := int64(key); float64(n) == key {
			return n, nil
		}
	case json.Number:
		return strconv.ParseInt(key.String(), 10, 64)
	case string:
		return strconv.ParseInt(key, 10, 64)
	case []byte:
		return strconv.ParseInt(string(key), 10, 64)
	case nil:
		return 0, errors.New("the key is null")
	}
	return 0, fmt.Errorf("the key %v (%T) is not a whole number", key, key)
}
