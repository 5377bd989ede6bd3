package cfgdefaults

import (
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestProof(t *testing.T) {
	var good Good
	var bad Bad
	for _, test := range []struct {
		name    string
		kind    string // its type
		target  any
		retries *int
		zero    int    // what the setting "0" becomes
		shown   string // the default in connector.yaml
	}{
		{"good", "Good", &good, &good.Retries, 0, "3"},
		{"bad", "Bad", &bad, &bad.Retries, 3, ""},
	} {
		parameters, _, err := paramgen.ParseParameters(".", test.kind)
		if err != nil {
			t.Fatal(err)
		}
		if got := parameters["retries"].Default; got != test.shown {
			t.Errorf("%s: default %q is shown, want %q",
				test.name, got, test.shown)
		}
		for i, setting := range []string{"", "0"} {
			want := []int{3, test.zero}[i]
			*test.retries = -1
			err := sdk.Util.ParseConfig(t.Context(),
				config.Config{"retries": setting}, test.target, parameters)
			if err != nil {
				t.Fatal(err)
			}
			if *test.retries != want {
				t.Errorf("%s: setting %q gives %d retries, want %d",
					test.name, setting, *test.retries, want)
			}
			if test.name == "bad" {
				t.Logf("bad: connector.yaml shows the default %q, the "+
					"setting %q gives %d retries",
					parameters["retries"].Default, setting, bad.Retries)
			}
		}
	}
}
