package mwvalidate

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// run configures, opens and writes one record, as the SDK does.
func run(
	t *testing.T, name, format string, target sdk.DestinationConfig,
) (string, error) {
	t.Helper()
	parameters, _, err := paramgen.ParseParameters(".", name)
	if err != nil {
		t.Fatal(err)
	}
	inner := &destination{config: target}
	wrapped := sdk.DestinationWithMiddleware(inner)
	settings := config.Config{"path": "x", "sdk.record.format": format}
	err = sdk.Util.ParseConfig(t.Context(), settings, target, parameters)
	if err != nil {
		return "", err
	}
	if err := wrapped.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	rec := sdk.Util.Source.NewRecordCreate(
		opencdc.Position("1"), nil, nil, opencdc.RawData("x"))
	if _, err := wrapped.Write(
		t.Context(), []opencdc.Record{rec}); err != nil {
		t.Fatal(err)
	}
	return inner.written[0], nil
}

func TestProof(t *testing.T) {
	const correct, wrong = "debezium/json", "debezium-json"
	for name, test := range map[string]struct {
		kind      string
		newTarget func() sdk.DestinationConfig
	}{
		"good": {"Good", func() sdk.DestinationConfig { return new(Good) }},
		"bad":  {"Bad", func() sdk.DestinationConfig { return new(Bad) }},
	} {
		written, err := run(t, test.kind, correct, test.newTarget())
		if err != nil || strings.Contains(written, `"position"`) {
			t.Errorf("%s, %s: got %s, %v", name, correct, written, err)
		}
		written, err = run(t, test.kind, wrong, test.newTarget())
		switch name {
		case "good":
			if err == nil || !strings.Contains(err.Error(),
				`invalid sdk.record.format: "debezium-json" not found in `) {
				t.Errorf("good: got %s, %v, want an error", written, err)
			}
		case "bad":
			// The default format, which nobody asked for.
			if err != nil || !strings.Contains(written, `"position"`) {
				t.Errorf("bad: got %s, %v, want opencdc/json", written, err)
			}
			var fields map[string]any
			if err := json.Unmarshal([]byte(written), &fields); err != nil {
				t.Fatalf("bad: %v in %q", err, written)
			}
			t.Logf("bad: sdk.record.format %q: error %v", wrong, err)
			t.Logf("bad: the record is written with the fields %s",
				strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
		}
	}
}
