package cfgsecrets

import (
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestProof(t *testing.T) {
	parameters, _, err := paramgen.ParseParameters(".", "Config")
	if err != nil {
		t.Fatal(err)
	}
	for _, location := range []string{
		"postgres://app:hunter2/7@db:5432/shop",
		"postgres://app:hunter2%@db:5432/shop",
		"postgres://app:hunter2@db:port/shop",
	} {
		for name, test := range map[string]struct {
			target any
			leaks  bool
		}{"good": {new(Good), false}, "bad": {new(Bad), true}} {
			err := sdk.Util.ParseConfig(t.Context(),
				config.Config{"url": location}, test.target, parameters)
			if err == nil || !strings.Contains(err.Error(), `"url"`) {
				t.Errorf("%s: %s: got %v", name, location, err)
				continue
			}
			if strings.Contains(err.Error(), "hunter2") != test.leaks {
				t.Errorf("%s: leaks is not %t: %v", name, test.leaks, err)
			}
			if name == "bad" {
				t.Logf("bad: %s", strings.TrimPrefix(
					err.Error(), "config invalid: "))
			}
		}
	}
}
