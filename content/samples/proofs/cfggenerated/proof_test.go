package cfggenerated

import (
	"fmt"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// open configures and opens the source as Conduit does. What ends a plugin's
// process as a panic is returned as text.
func open(t *testing.T, parameters config.Parameters) (panicked string) {
	t.Helper()
	inner := new(source)
	plugin := sdk.NewSourcePlugin(sdk.SourceWithMiddleware(inner),
		pconnector.PluginConfig{}, parameters)
	_, err := plugin.Configure(t.Context(), pconnector.SourceConfigureRequest{
		Config: config.Config{"url": "demo.db"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if p := recover(); p != nil {
			panicked = fmt.Sprint(p)
		}
	}()
	_, err = plugin.Open(t.Context(), pconnector.SourceOpenRequest{})
	if err != nil || !inner.opened {
		t.Fatalf("opened %t, error %v", inner.opened, err)
	}
	return ""
}

func TestProof(t *testing.T) {
	parameters, err := goodParameters()
	if err != nil {
		t.Fatal(err)
	}
	if len(parameters) != 10 {
		t.Errorf("good: %d parameters, want 10", len(parameters))
	}
	if panicked := open(t, parameters); panicked != "" {
		t.Errorf("good: Open panics: %s", panicked)
	}
	parameters, err = badParameters()
	if err != nil {
		t.Fatal(err)
	}
	const want = "runtime error: invalid memory address or " +
		"nil pointer dereference"
	panicked := open(t, parameters)
	if panicked != want {
		t.Errorf("bad: Open panics with %q, want %q", panicked, want)
	}
	t.Logf("bad: Configure returns no error, Open panics: %s", panicked)
}
