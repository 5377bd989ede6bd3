package cfgvalidateall

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// failedStarts plays the user: start, repair what the message names, repeat.
// It returns the names in each message.
func failedStarts(
	t *testing.T, parameters config.Parameters, newTarget func() any,
) (named []string) {
	t.Helper()
	settings := config.Config{
		"tables":         "users,,orders",
		"slot.name":      strings.Repeat("a", longestName+1),
		"slot.retention": "-1s",
	}
	repaired := config.Config{
		"tables": "users,orders", "slot.name": "a", "slot.retention": "1s",
	}
	for range 10 {
		err := sdk.Util.ParseConfig(
			t.Context(), maps.Clone(settings), newTarget(), parameters)
		if err == nil {
			return named
		}
		var names []string
		for _, name := range slices.Sorted(maps.Keys(repaired)) {
			if strings.Contains(err.Error(), `"`+name+`"`) {
				settings[name] = repaired[name]
				names = append(names, name)
			}
		}
		named = append(named, strings.Join(names, ", "))
	}
	t.Fatal("the messages do not lead to a configuration that works")
	return nil
}

func TestProof(t *testing.T) {
	parameters, _, err := paramgen.ParseParameters(".", "Config")
	if err != nil {
		t.Fatal(err)
	}
	good := failedStarts(t, parameters, func() any { return new(Good) })
	want := []string{"slot.name, slot.retention, tables"}
	if !slices.Equal(good, want) {
		t.Errorf("good: failed starts name %q", good)
	}
	bad := failedStarts(t, parameters, func() any { return new(Bad) })
	want = []string{"tables", "slot.name", "slot.retention"}
	if !slices.Equal(bad, want) {
		t.Errorf("bad: failed starts name %q", bad)
	}
	for i, names := range bad {
		t.Logf("bad: start %d fails, its message names %s", i+1, names)
	}
}

// decoded has values that pass the check of types and cannot be decoded.
type decoded struct {
	Ports  []int `json:"ports"`
	Level  uint8 `json:"level"`
	called bool
}

func (d *decoded) Validate(context.Context) error {
	d.called = true
	return nil
}

// TestDecoding shows the round between the tags and Validate.
func TestDecoding(t *testing.T) {
	parameters := config.Parameters{
		"ports": {Type: config.ParameterTypeString},
		"level": {Type: config.ParameterTypeInt},
	}
	for name, test := range map[string]struct {
		settings config.Config
		want     []string
		called   bool
	}{
		"unknown name": {
			config.Config{"port": "80", "ports": "80,abc"},
			[]string{`"port": unrecognized parameter`}, false},
		"decoding": {
			config.Config{"ports": "80,abc", "level": "300"},
			[]string{"ports[1]", "'level'"}, false},
		"valid": {config.Config{"ports": "80", "level": "3"}, nil, true},
	} {
		var target decoded
		err := sdk.Util.ParseConfig(
			t.Context(), test.settings, &target, parameters)
		if (err == nil) != (test.want == nil) || target.called != test.called {
			t.Errorf("%s: error %v, Validate called: %t",
				name, err, target.called)
			continue
		}
		for _, part := range test.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: got %v, want %s", name, err, part)
			}
		}
	}
}
