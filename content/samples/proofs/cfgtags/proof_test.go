package cfgtags

import (
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestProof(t *testing.T) {
	const notANumber = `"pollInterval": "%s" value should be a number`
	for name, test := range map[string]struct {
		target any
		want   map[string]string // setting to error
	}{
		"Good": {new(Good), map[string]string{
			"": "", "2s": "", "0s": `"pollInterval": 0s is not positive`,
		}},
		"Bad": {new(Bad), map[string]string{
			"":   strings.Replace(notANumber, "%s", "500ms", 1),
			"2s": strings.Replace(notANumber, "%s", "2s", 1),
			"0s": strings.Replace(notANumber, "%s", "0s", 1),
		}},
	} {
		parameters, _, err := paramgen.ParseParameters(".", name)
		if err != nil {
			t.Fatal(err)
		}
		for setting, want := range test.want {
			err := sdk.Util.ParseConfig(t.Context(),
				config.Config{"pollInterval": setting}, test.target, parameters)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s: %q: got %q, want %q", name, setting, got, want)
			}
		}
	}
}
