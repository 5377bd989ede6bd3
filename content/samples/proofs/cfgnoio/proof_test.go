// The proof of CFG-NO-IO, through the SDK's adapter.
package cfgnoio

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// save does what Conduit does when a connector is created through its API:
// Configure and Teardown, without Open. It returns the answer.
func save(t *testing.T, target sdk.SourceConfig, url string) error {
	t.Helper()
	ctx := context.Background()
	plugin := sdk.NewSourcePlugin(&source{config: target},
		pconnector.PluginConfig{}, config.Parameters{
			"url": {Type: config.ParameterTypeString},
		})
	_, answer := plugin.Configure(ctx, pconnector.SourceConfigureRequest{
		Config: config.Config{"url": url},
	})
	_, err := plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// files returns the names in a folder.
func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestProof(t *testing.T) {
	for name, newTarget := range map[string]func() sdk.SourceConfig{
		"good": func() sdk.SourceConfig { return new(Good) },
		"bad":  func() sdk.SourceConfig { return new(Bad) },
	} {
		err := save(t, newTarget(), ":memory:")
		if err == nil || !strings.Contains(err.Error(), "in memory") {
			t.Errorf("%s: in memory: %v", name, err)
		}

		folder := t.TempDir()
		first := save(t, newTarget(), filepath.Join(folder, "shop.db"))
		made := files(t, folder)
		later := save(t, newTarget(),
			filepath.Join(folder, "mounted-later", "shop.db"))
		if name == "good" {
			if first != nil || later != nil || len(made) != 0 {
				t.Errorf("good: %v and %v, made %q", first, later, made)
			}
			continue
		}
		if first != nil || len(made) != 1 || later == nil ||
			!strings.Contains(later.Error(), "unable to open database file") {
			t.Errorf("bad: %v and %v, made %q", first, later, made)
		}
		t.Logf("bad: file that does not exist: error %v, and now there is %s",
			first, strings.Join(made, ", "))
		t.Logf("bad: folder that is mounted later: %s", strings.TrimPrefix(
			fmt.Sprint(later), "failed to parse configuration: "))
	}
}
