// The proof of ERR-NO-PANIC, run by the SDK.
package errnopanic

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// message has a number where a text is expected.
var message = map[string]any{"id": 7}

// run returns how the run of a source ends.
func run(t *testing.T, src sdk.Source) error {
	t.Helper()
	select {
	case err := <-adapter.StartSource(t, src).Ended:
		return err
	case <-time.After(5 * time.Second):
		return errors.New("the run goes on")
	}
}

func TestProof(t *testing.T) {
	if os.Getenv("PROOF_OF_PANIC") != "" { // in the process below
		err := run(t, &Bad{source{message: message}})
		t.Fatalf("the process is still alive: %v", err)
	}

	err := run(t, &Good{source{message: message}})
	want := `read plugin error: message: field "id" is int, want text`
	if err == nil || err.Error() != want {
		t.Errorf("good: %v", err)
	}

	self := exec.CommandContext(
		t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	self.Env = append(os.Environ(), "PROOF_OF_PANIC=1")
	output, err := self.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Errorf("bad: %v", err)
	}
	for _, text := range []string{
		"panic: interface conversion: interface {} is int, not string",
		"created by gopkg.in/tomb", // the SDK's goroutine: nobody can recover
	} {
		if !strings.Contains(string(output), text) {
			t.Errorf("bad: no %q in\n%s", text, output)
		}
	}
	first, _, _ := strings.Cut(string(output), "\n")
	t.Logf("bad: the connector's process ends: %s", first)
	t.Logf("bad: %v", err)
}
