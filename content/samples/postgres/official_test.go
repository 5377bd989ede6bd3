package postgres

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// officialDB is read by the source of conduit-connector-postgres.
type officialDB struct{ crashDB }

func (db officialDB) Config() config.Config {
	return config.Config{
		"url": db.url, "tables": "t", "logrepl.slotName": testSlot,
		"snapshot.fetchSize": "2",
	}
}

// TestOfficialSource holds what a page says that the kit found in a connector
// that nobody here wrote, in the version that the tests' Conduit has built in.
func TestOfficialSource(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "connector")
	build := exec.Command("go", "build", "-o", binary,
		"github.com/conduitio/conduit-connector-postgres/cmd/connector")
	build.Dir = "../../../tests/pipelines/conduit"
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the connector: %v\n%s", err, out)
	}
	found := crashtest.FindInSource(t, crashtest.Source{
		Binary: binary,
		System: func(t *testing.T) crashtest.System {
			return officialDB{newCrashDB(t)}
		},
		Quick:    true,
		Patience: 3 * time.Second,
		// Stated, so that what remains is not by design.
		Allow: crashtest.Allow{SnapshotAgain: true, NoStart: true},
	}, crashtest.Lost)
	if !slices.ContainsFunc(found, func(f crashtest.Finding) bool {
		return f.Kind == crashtest.Lost && strings.Contains(f.Text, "row -3")
	}) {
		t.Errorf("the row with the key -3 is not lost any more; mend the "+
			"page: %v", found)
	}
}
