package conduit

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/conduitio/conduit-connector-sdk/conn-sdk-cli/specgen"
)

var update = flag.Bool("update", false, "write connector.yaml")

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
	path := "connector.yaml"
	if !*update {
		path = filepath.Join(t.TempDir(), path)
		if err := os.WriteFile(path, []byte(specs), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := specgen.WriteAndCombine(generated, path); err != nil {
		t.Fatal(err)
	}
	combined, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !*update && string(combined) != specs {
		t.Fatal("connector.yaml is out of date: run " +
			"go generate ./proofs/conduit")
	}
}
