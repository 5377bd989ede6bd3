package cfgvalidateall

import (
	"maps"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// failedStarts plays the user: start, repair what the message names, repeat.
func failedStarts(
	t *testing.T, parameters config.Parameters, newTarget func() any,
) int {
	t.Helper()
	settings := config.Config{
		"tables":         "users,,orders",
		"slot.name":      strings.Repeat("a", longestName+1),
		"slot.retention": "-1s",
	}
	repaired := config.Config{
		"tables": "users,orders", "slot.name": "a", "slot.retention": "1s",
	}
	for failed := range 10 {
		err := sdk.Util.ParseConfig(
			t.Context(), maps.Clone(settings), newTarget(), parameters)
		if err == nil {
			return failed
		}
		t.Logf("start %d: %v", failed+1, err)
		for name, value := range repaired {
			if strings.Contains(err.Error(), `"`+name+`"`) {
				settings[name] = value
			}
		}
	}
	t.Fatal("the messages do not lead to a configuration that works")
	return 0
}

func TestProof(t *testing.T) {
	parameters, _, err := paramgen.ParseParameters(".", "Config")
	if err != nil {
		t.Fatal(err)
	}
	good := failedStarts(t, parameters, func() any { return new(Good) })
	if good != 1 {
		t.Errorf("good: %d failed starts, want 1", good)
	}
	bad := failedStarts(t, parameters, func() any { return new(Bad) })
	if bad != 3 {
		t.Errorf("bad: %d failed starts, want 3", bad)
	}
}
