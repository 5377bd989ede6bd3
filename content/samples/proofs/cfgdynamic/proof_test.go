package cfgdynamic

import (
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestProof(t *testing.T) {
	for _, test := range []struct {
		name, kind   string
		target       interface{ sortBy(table string) string }
		parameter    string
		before, rest string // of the key, in the name of a setting
		dots         bool   // whether a key may hold a dot
	}{
		{"good", "Good", new(Good), "sortBy.*", "sortBy.", "", true},
		{"bad", "Bad", new(Bad), "tableConfig.*.sortBy",
			"tableConfig.", ".sortBy", false},
	} {
		parameters, _, err := paramgen.ParseParameters(".", test.kind)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := parameters[test.parameter]; !ok {
			t.Errorf("%s: %v has no %s", test.name, parameters, test.parameter)
		}
		for _, table := range []string{"orders", "sales.orders"} {
			setting := test.before + table + test.rest
			err := sdk.Util.ParseConfig(t.Context(),
				config.Config{setting: "id"}, test.target, parameters)
			if strings.Contains(table, ".") && !test.dots {
				if err == nil || !strings.Contains(
					err.Error(), `"`+setting+`": unrecognized parameter`) {
					t.Errorf("%s: %s: got %v", test.name, setting, err)
				}
				t.Logf("bad: table %q: %v", table, err)
				continue
			}
			if got := test.target.sortBy(table); err != nil || got != "id" {
				t.Errorf("%s: %s: got %q, %v", test.name, setting, got, err)
			}
		}
	}
}

func TestDottedTag(t *testing.T) {
	parameters, _, err := paramgen.ParseParameters(".", "Dotted")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := parameters["snapshot.*.sortBy"]; !ok || len(parameters) != 1 {
		t.Errorf("got %v, want snapshot.*.sortBy", parameters)
	}
}

// TestEnd tells a misspelt end, which is refused, from text behind the
// complete name, which is not.
func TestEnd(t *testing.T) {
	parameters, _, err := paramgen.ParseParameters(".", "Nested")
	if err != nil {
		t.Fatal(err)
	}
	parse := func(setting string) (Nested, error) {
		var target Nested
		settings := config.Config{setting: "id"}
		return target, sdk.Util.ParseConfig(
			t.Context(), settings, &target, parameters)
	}
	const misspelt = "tables.orders.srtBy"
	_, err = parse(misspelt)
	if err == nil || !strings.Contains(
		err.Error(), `"`+misspelt+`": unrecognized parameter`) {
		t.Errorf("%s: got %v", misspelt, err)
	}
	target, err := parse("tables.orders.sortByX")
	table, there := target.Tables["orders"]
	if err != nil || !there || table.SortBy != "" {
		t.Errorf("got %v, %v, want an empty entry", target, err)
	}
}
