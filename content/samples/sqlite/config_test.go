package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/conduitio/conduit-connector-sdk/conn-sdk-cli/specgen"
)

// #region fresh

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

// #endregion fresh

func TestSourceConfig(t *testing.T) {
	valid := config.Config{"url": "./x.db", "tables": " a , b"}
	src := NewSource()
	err := sdk.Util.ParseConfig(t.Context(), valid, src.Config(),
		Connector.NewSpecification().SourceParams)
	if err != nil {
		t.Fatal(err) // also: no file is opened, there is none
	}
	wantEqual(t, src.Config().(*SourceConfig).Tables, []string{"a", "b"})

	for name, test := range map[string]struct{ key, value, want string }{
		"no url":         {"url", "", "url"},
		"memory":         {"url", "file::memory:", "in memory"},
		"no tables":      {"tables", " ", "tables"},
		"empty name":     {"tables", "a,,b", "name 2 is empty"},
		"twice":          {"tables", "a,b,A", `"A" is there twice`},
		"snapshot":       {"snapshot.mode", "no", "snapshot.mode"},
		"no rows":        {"fetchSize", "0", "fetchSize"},
		"busy loop":      {"pollInterval", "0s", "pollInterval"},
		"past":           {"tracking.retention", "-1s", "tracking.retention"},
		"prefix":         {"tracking.prefix", "a b", "tracking.prefix"},
		"typing error":   {"table", "a", "table"},
		"middleware":     {"sdk.batch.size", "-1", "sdk.batch.size"},
		"not a duration": {"pollInterval", "soon", "pollInterval"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config.Config{"url": "./x.db", "tables": "a"}
			cfg[test.key] = test.value
			err := sdk.Util.ParseConfig(t.Context(), cfg,
				NewSource().Config(),
				Connector.NewSpecification().SourceParams)
			wantError(t, err, test.want)
		})
	}
}

func TestDestinationConfig(t *testing.T) {
	for name, test := range map[string]struct{ key, value, want string }{
		"no url": {"url", "", "url"},
		"memory": {"url", ":memory:", "in memory"},
		"format": {"sdk.record.format", "bogus", "bogus"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config.Config{"url": "./x.db"}
			cfg[test.key] = test.value
			err := sdk.Util.ParseConfig(t.Context(), cfg,
				NewDestination().Config(),
				Connector.NewSpecification().DestinationParams)
			wantError(t, err, test.want)
		})
	}
}

func TestDataSource(t *testing.T) {
	const options = "_busy_timeout=5000&_txlock=immediate&mode=rw"
	for location, want := range map[string][2]string{
		"./demo.db":  {"file:./demo.db?" + options, "./demo.db"},
		"a b?#%.db":  {"file:a%20b%3F%23%25.db?" + options, "a b?#%.db"},
		"/x/y.db":    {"file:/x/y.db?" + options, "/x/y.db"},
		"file:d.db":  {"file:d.db?" + options, "d.db"},
		"file:/d.db": {"file:/d.db?" + options, "/d.db"},
		"file:a%20b.db?_busy_timeout=1": {
			"file:a%20b.db?_busy_timeout=1&_txlock=immediate&mode=rw",
			"a b.db"},
	} {
		dsn, path, err := dataSource(location)
		if err != nil || dsn != want[0] || path != want[1] {
			t.Errorf("%s: got %q, %q, %v, want %q",
				location, dsn, path, err, want)
		}
	}
}
