package cfgtags

import (
	"fmt"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestProof(t *testing.T) {
	const notANumber = `"pollInterval": "%s" value should be a number`
	for name, test := range map[string]struct {
		kind   string
		target any
		want   [3]string // errors of no setting, of "2s" and of "0s"
	}{
		"good": {"Good", new(Good), [3]string{
			"", "", `"pollInterval": 0s is not positive`,
		}},
		"bad": {"Bad", new(Bad), [3]string{
			fmt.Sprintf(notANumber, "500ms"),
			fmt.Sprintf(notANumber, "2s"),
			fmt.Sprintf(notANumber, "0s"),
		}},
	} {
		parameters, _, err := paramgen.ParseParameters(".", test.kind)
		if err != nil {
			t.Fatal(err)
		}
		for i, setting := range []string{"", "2s", "0s"} {
			want := test.want[i]
			err := sdk.Util.ParseConfig(t.Context(),
				config.Config{"pollInterval": setting}, test.target, parameters)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s: %q: got %q, want %q", name, setting, got, want)
			}
			if name == "bad" {
				t.Logf("bad: setting %q: %s", setting,
					strings.TrimPrefix(got, "config invalid: "))
			}
		}
	}
}
