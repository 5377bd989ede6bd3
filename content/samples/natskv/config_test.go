package natskv

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

func TestConfig(t *testing.T) {
	parse := func(cfg config.Config) error {
		return sdk.Util.ParseConfig(t.Context(), cfg, NewSource().Config(),
			Connector.NewSpecification().SourceParams)
	}
	valid := func() config.Config {
		return config.Config{
			"url": "tls://u:p@h:4222, nats://i", "bucket": "b",
		}
	}
	if err := parse(valid()); err != nil {
		t.Fatal(err) // also: nothing is connected to, nobody listens
	}
	for name, test := range map[string]struct{ key, value, want string }{
		"no url":         {"url", "", "url"},
		"no scheme":      {"url", "localhost:4222", "server 1"},
		"other scheme":   {"url", "nats://h,http://h", "server 2"},
		"no host":        {"url", "nats://", "server 1"},
		"empty server":   {"url", "nats://h,", "server 2"},
		"not escaped":    {"url", "nats://u:hunter2/%@h", "server 1"},
		"no bucket":      {"bucket", "", "bucket"},
		"wildcard":       {"bucket", "b.*", `"b.*" cannot be`},
		"no changes":     {"fetchSize", "0", "fetchSize"},
		"expired":        {"onExpired", "skip", "onExpired"},
		"negative":       {"deletions.kept", "-1s", "deletions.kept"},
		"typing error":   {"buckets", "a", "buckets"},
		"middleware":     {"sdk.batch.size", "-1", "sdk.batch.size"},
		"not a duration": {"deletions.kept", "long", "deletions.kept"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := valid()
			cfg[test.key] = test.value
			err := parse(cfg)
			wantError(t, err, test.want)
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("password in %q", err)
			}
		})
	}
}
