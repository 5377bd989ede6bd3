package iterator

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

func TestPositionKeepsKeysExactly(t *testing.T) {
	for name, values := range map[string][]any{
		"beyond 2^53":    {int64(1<<53 + 1)},
		"greatest":       {int64(math.MaxInt64)},
		"least":          {int64(math.MinInt64)},
		"zero":           {int64(0)},
		"empty text":     {""},
		"composite":      {int64(7), "Łódź\x00\"", []byte{0, 255}, 0.1},
		"empty bytes":    {[]byte{}},
		"smallest float": {math.SmallestNonzeroFloat64},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := NewKey(values...)
			if err != nil {
				t.Fatal(err)
			}
			pos, err := ParsePosition(encode(t, Position{
				System: "s", Mode: ModeSnapshot, ChangesAfter: "0",
				Tables: map[string]Progress{
					"t": {LastKey: key, UpperBound: key},
				},
			}))
			if err != nil {
				t.Fatal(err)
			}
			got := pos.Tables["t"].LastKey.Args()
			if !reflect.DeepEqual(got, values) {
				t.Fatalf("got %#v, want %#v", got, values)
			}
		})
	}
}

func TestNewKeyRefuses(t *testing.T) {
	for name, value := range map[string]any{
		"NULL": nil, "UTF-8": "\xff", "+Inf": math.Inf(1), "bool": true,
	} {
		_, err := NewKey(int64(1), value)
		if err == nil || !strings.Contains(err.Error(), name) ||
			!strings.Contains(err.Error(), "column 2") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestParsePositionRefuses(t *testing.T) {
	table := func(progress string) string {
		return `{"version":1,"system":"s","mode":"snapshot",` +
			`"changesAfter":"1","tables":{"t":` + progress + `}}`
	}
	for name, test := range map[string]struct{ raw, want string }{
		"text":          {`42/5`, "damaged"},
		"cut off":       {`{"version":1,"mode":"snap`, "damaged"},
		"trailing data": {table(`{}`) + `{}`, "damaged"},
		"another format": {
			`{"version":2,"mode":"snapshot"}`, "has version 2"},
		"no version": {`{"mode":"changes"}`, "has version 0"},
		"unknown mode": {
			`{"version":1,"system":"s","mode":"cdc","changesAfter":"1"}`,
			`unknown mode "cdc"`},
		"no system": {
			`{"version":1,"mode":"changes","changesAfter":"1"}`,
			"system is missing"},
		"no start of changes": {
			`{"version":1,"system":"s","mode":"snapshot"}`,
			"changesAfter is missing"},
		"key without value": {
			table(`{"upperBound":[{}]}`), "has 0 values"},
		"key with two values": {
			table(`{"upperBound":[{"integer":1,"text":"1"}]}`),
			"has 2 values"},
		"key of other length": {
			table(`{"lastKey":[{"integer":1}]}`),
			"lastKey has 1 columns, upperBound 0"},
		"number as text": {
			table(`{"upperBound":[{"integer":"1"}]}`), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParsePosition(opencdc.Position(test.raw))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestEncodeNeverReturnsAnEmptyPosition(t *testing.T) {
	if raw, err := (Position{}).Encode(); err == nil {
		t.Fatalf("got %q", raw)
	}
}
