package cfgrename

import (
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// configure starts a release with settings.
func configure(
	t *testing.T, name string, target any, settings config.Config,
) error {
	t.Helper()
	parameters, _, err := paramgen.ParseParameters(".", name)
	if err != nil {
		t.Fatal(err)
	}
	return sdk.Util.ParseConfig(t.Context(), settings, target, parameters)
}

func TestProof(t *testing.T) {
	last := func() config.Config { return config.Config{"fetchSize": "500"} }
	next := func() config.Config {
		return config.Config{"snapshot.fetchSize": "700"}
	}
	for _, test := range []struct {
		settings config.Config
		want     int
	}{{last(), 500}, {next(), 700}, {config.Config{}, 1000}} {
		var good Good
		err := configure(t, "Good", &good, test.settings)
		if err != nil || good.FetchSize != test.want {
			t.Errorf("good, %v: got %d, %v, want %d",
				test.settings, good.FetchSize, err, test.want)
		}
	}

	var bad Bad
	if err := configure(t, "Bad", &bad, next()); err != nil {
		t.Errorf("bad, new settings: %v", err)
	}
	err := configure(t, "Bad", &bad, last())
	if err == nil || !strings.Contains(
		err.Error(), `"fetchSize": unrecognized parameter`) {
		t.Errorf("bad, settings of the last release: got %v", err)
	}
	t.Logf("bad: settings of the last release: %v", err)
}
