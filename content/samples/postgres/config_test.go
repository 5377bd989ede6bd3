package postgres

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/conn-sdk-cli/specgen"
)

// TestSpecificationIsFresh generates connector.yaml again and compares.
func TestSpecificationIsFresh(t *testing.T) {
	spec, err := specgen.ExtractSpecification(t.Context(), Connector)
	if err != nil {
		t.Fatal(err)
	}
	generated, err := specgen.SpecificationToYaml(spec)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "connector.yaml")
	if err := os.WriteFile(path, []byte(specs), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := specgen.WriteAndCombine(generated, path); err != nil {
		t.Fatal(err)
	}
	fresh, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(fresh) != specs {
		t.Fatal("connector.yaml is out of date: run make generate")
	}
}

func parseConfig(
	t *testing.T, key, value string,
) (*SourceConfig, error) {
	t.Helper()
	cfg := config.Config{"url": "postgres://u:p@h/d", "tables": "a"}
	cfg[key] = value
	src := NewSource()
	err := sdk.Util.ParseConfig(t.Context(), cfg, src.Config(),
		Connector.NewSpecification().SourceParams)
	return src.Config().(*SourceConfig), err
}

func TestSourceConfig(t *testing.T) {
	parsed, err := parseConfig(t, "tables", " a , b.c")
	if err != nil {
		t.Fatal(err) // also: nothing connects, there is no such host
	}
	wantEqual(t, parsed.Tables, []string{"a", "b.c"})

	for name, test := range map[string]struct{ key, value, want string }{
		"no url":       {"url", "", "url"},
		"no tables":    {"tables", " ", "tables"},
		"empty name":   {"tables", "a,,b", "name 2 is empty"},
		"twice":        {"tables", "a,public.a", `"public.a" is there twice`},
		"snapshot":     {"snapshot.mode", "no", "snapshot.mode"},
		"no rows":      {"fetchSize", "0", "fetchSize"},
		"slot":         {"slot.name", "My-Slot", "slot.name"},
		"long slot":    {"slot.name", strings.Repeat("a", 64), "64 characters"},
		"publication":  {"publication", "a b", "publication"},
		"past":         {"slot.retention", "-1s", "slot.retention"},
		"truncate":     {"onTruncate", "ignore", "onTruncate"},
		"typing error": {"table", "a", "table"},
		"middleware":   {"sdk.batch.size", "-1", "sdk.batch.size"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseConfig(t, test.key, test.value)
			wantError(t, err, test.want)
		})
	}
}

func TestPasswordIsNotInErrors(t *testing.T) {
	for _, url := range []string{
		"postgres://u:hunter2@h:port/d",
		"postgres://u:hunter2%zz@h/d",
		"postgres://u:hunter2@h/d?sslmode=bogus",
		"postgres://u:hunter2@[::1/d",
		"hunter2",
		"user=u password = 'hunter2",
		"host=h password=hunter2 sslrootcert=/no/such/file sslmode=verify-ca",
	} {
		_, err := parseConfig(t, "url", url)
		if err == nil {
			t.Errorf("%s: no error", url)
			continue
		}
		wantError(t, err, `"url" cannot be used`)
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("password in %q", err)
		}
	}
}

func TestSlotName(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{
		"pipeline:source", "pipeline_source", "Pipeline:source", "p", "ä",
		strings.Repeat("long", 30), strings.Repeat("long", 30) + "er",
	} {
		name := slotName(id)
		if _, err := parseConfig(t, "slot.name", name); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if other, ok := seen[name]; ok {
			t.Errorf("%q and %q both get %q", id, other, name)
		}
		seen[name] = id
	}
	if _, err := (&SourceConfig{}).names(t.Context()); err == nil {
		t.Error("a connector without ID and name got a slot")
	}
}
