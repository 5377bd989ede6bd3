package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

const longestRecord = 16 * 1024 * 1024 // bytes of a line

// write writes the records of a file to a destination, one in a message as
// Conduit's default engine does, and prints what became of each.
func write(
	ctx context.Context, x *host.Process, o options, in io.Reader,
	out io.Writer, encodes bool,
) error {
	if o.from != "-" {
		file, err := os.Open(o.from)
		if err != nil {
			return fmt.Errorf("read records: %w", err)
		}
		defer file.Close()
		in = file
	}
	d, err := x.Destination()
	if err != nil {
		return err
	}
	if err := d.Configure(o.settings); err != nil {
		return err
	}
	if err := d.Created(o.settings); err != nil {
		return err
	}
	if err := d.Open(); err != nil {
		return errors.Join(err, d.Teardown())
	}
	if err := d.Run(); err != nil {
		return errors.Join(err, d.Teardown())
	}
	err = writeAll(ctx, d, o, in, out, x.Schemas(), encodes)
	if err == nil {
		err = d.Stop()
	}
	d.CloseStream()
	return errors.Join(err, d.Teardown())
}

func writeAll(
	ctx context.Context, d *host.Destination, o options, in io.Reader,
	out io.Writer, schemas *host.Schemas, encodes bool,
) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestRecord)
	rejected := 0
	for n, line := 0, 1; lines.Scan(); line++ {
		if ctx.Err() != nil || o.count > 0 && n == o.count {
			break
		}
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		n++
		rec, err := parseRecord(lines.Bytes(), line)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", o.from, line, err)
		}
		if encodes {
			if rec, err = schemas.Encode(rec, "connectorrun"); err != nil {
				return fmt.Errorf("%s:%d: %w", o.from, line, err)
			}
		}
		answers, err := d.Write(rec)
		if err != nil {
			return err
		}
		became := "acknowledged"
		if answers[0].Error != "" {
			rejected++
			became = "rejected: " + answers[0].Error
		}
		_, err = fmt.Fprintf(out, "%s:%d: %s\n", o.from, line, became)
		if err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	if rejected > 0 {
		return fmt.Errorf("%d records were rejected", rejected)
	}
	return nil
}

// parseRecord reads a record as it is printed. What may be left out is the
// position, for which the number of the line is taken, and the metadata; the
// operation is create if it is left out.
func parseRecord(text []byte, line int) (opencdc.Record, error) {
	var is struct {
		Position  opencdc.Position
		Operation opencdc.Operation
		Metadata  opencdc.Metadata
		Key       any
		Payload   struct{ Before, After any }
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // as float64, large numbers would be rounded
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&is); err != nil {
		return opencdc.Record{}, fmt.Errorf("this is no record: %w", err)
	}
	rec := opencdc.Record{
		Position: is.Position, Operation: is.Operation, Metadata: is.Metadata,
	}
	var err error
	for _, part := range []struct {
		name string
		from any
		to   *opencdc.Data
	}{
		{"key", is.Key, &rec.Key},
		{"payload.before", is.Payload.Before, &rec.Payload.Before},
		{"payload.after", is.Payload.After, &rec.Payload.After},
	} {
		if *part.to, err = dataOf(part.from); err != nil {
			return rec, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if len(rec.Position) == 0 {
		rec.Position = opencdc.Position(fmt.Sprintf("line %d", line))
	}
	if rec.Metadata == nil {
		rec.Metadata = opencdc.Metadata{}
	}
	if rec.Operation == 0 {
		rec.Operation = opencdc.OperationCreate
	}
	return rec, nil
}

// dataOf takes an object as structured data, and a text as the base64 of raw
// data, as records are printed.
func dataOf(value any) (opencdc.Data, error) {
	switch value := value.(type) {
	case nil:
		return nil, nil
	case map[string]any:
		return opencdc.StructuredData(numbers(value).(map[string]any)), nil
	case string:
		raw, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return nil, fmt.Errorf("a text has to be base64: %w", err)
		}
		return opencdc.RawData(raw), nil
	default:
		return nil, fmt.Errorf("%v is neither an object nor a text", value)
	}
}

// numbers turns numbers of JSON into those of Go, also within.
func numbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if whole, err := value.Int64(); err == nil {
			return whole
		}
		real, _ := value.Float64() // infinite if it is too large
		return real
	case map[string]any:
		for name, is := range value {
			value[name] = numbers(is)
		}
	case []any:
		for i, is := range value {
			value[i] = numbers(is)
		}
	}
	return value
}
