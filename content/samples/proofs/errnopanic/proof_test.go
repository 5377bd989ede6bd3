// The proof of ERR-NO-PANIC, run by the SDK.
package errnopanic

import (
	"errors"
	"fmt"
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

// variant tells a process which source to run.
const variant = "PROOF_OF_PANIC"

func TestProof(t *testing.T) {
	switch os.Getenv(variant) { // in one of the processes below
	case "good":
		fmt.Println(run(t, &Good{source{message: message}}))
		return
	case "bad":
		fmt.Println(run(t, &Bad{source{message: message}}))
		return
	}

	output, err := inProcess(t, "good")
	want := `read plugin error: message: field "id" is int, want text`
	if err != nil || !strings.HasPrefix(output, want+"\n") {
		t.Errorf("good: %v, output: %s", err, output)
	}

	output, err = inProcess(t, "bad")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Errorf("bad: %v", err)
	}
	for _, text := range []string{
		"panic: interface conversion: interface {} is int, not string",
		"created by gopkg.in/tomb", // the SDK's goroutine: nobody can recover
	} {
		if !strings.Contains(output, text) {
			t.Errorf("bad: no %q in\n%s", text, output)
		}
	}
	first, _, _ := strings.Cut(output, "\n")
	t.Logf("bad: the connector's process ends: %s", first)
	t.Logf("bad: %v", err)
}

// inProcess runs a source in a process of its own, and returns what it prints.
func inProcess(t *testing.T, name string) (string, error) {
	t.Helper()
	self := exec.CommandContext(
		t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	self.Env = append(os.Environ(), variant+"="+name)
	output, err := self.CombinedOutput()
	return string(output), err
}
