package destdurable

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		dest func(base) sdk.Destination
		// After a kill, when Teardown did not run; and after a stop.
		killed, stopped int
	}{
		"good": {
			func(b base) sdk.Destination { return &good{base: b} }, 25, 25,
		},
		"bad": {
			func(b base) sdk.Destination { return &bad{base: b} }, 20, 25,
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "target")
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			dest := test.dest(base{file: file})
			d := adapter.StartDestination(t, dest)
			for i := range 25 {
				d.Send(t, opencdc.Record{
					Position: opencdc.Position(fmt.Sprint(i)),
					Key:      opencdc.RawData(fmt.Sprint(i)),
				})
			}
			acked, rejected := d.Close(t)
			if acked != 25 {
				t.Fatalf("%s: %d records acknowledged, want 25: %q", name,
					acked, rejected)
			}
			// What a process leaves behind that is killed now.
			killed := lines(t, path)
			if killed != test.killed {
				t.Errorf("%s: %d records stored, want %d",
					name, killed, test.killed)
			}
			// A test that stops in order does not find the mistake.
			if err := dest.Teardown(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := lines(t, path); got != test.stopped {
				t.Errorf("%s: %d records after a stop, want %d",
					name, got, test.stopped)
			}
			if name == "bad" {
				t.Logf("bad: acknowledged %d records, stored %d: "+
					"a kill now loses %d", acked, killed, acked-killed)
			}
		})
	}
}

func lines(t *testing.T, path string) int {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(content), "\n")
}
