package concshared

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

type config struct{ sdk.UnimplementedSourceConfig }

func (*base) Config() sdk.SourceConfig { return &config{} }

func (*base) Open(context.Context, opencdc.Position) error { return nil }

// acknowledge reads records and acknowledges each while the next ones are read.
func acknowledge(t *testing.T, source sdk.Source, records int) {
	t.Helper()
	c := adapter.StartSource(t, source)
	for range records {
		c.Acks <- (<-c.Records).Position
	}
	if err := c.Stop(10 * time.Second); err != nil {
		t.Error(err)
	}
	if err := c.Teardown(10 * time.Second); err != nil {
		t.Error(err)
	}
}

// child is set in the process that runs the bad code, and dies of it.
const child = "PROOF_CONCSHARED_CHILD"

func TestProof(t *testing.T) {
	if os.Getenv(child) != "" {
		const endless = 1_000_000_000
		acknowledge(t, &bad{newBase(endless)}, endless)
		return
	}

	const records = 10_000
	source := &good{newBase(records)}
	acknowledge(t, source, records) // the race detector looks on
	if len(source.open) > 0 {
		t.Errorf("good: %d records are still open", len(source.open))
	}

	said, err := runChild(t)
	if err == nil {
		t.Fatalf("bad: the process has not ended:\n%s", said)
	}
	reason, ok := fatal(said)
	if !ok {
		t.Fatalf("bad: the process ended with another error:\n%s", said)
	}
	t.Logf("bad: %s", reason)
	t.Logf("bad: the process has ended: %v", err)
}

// runChild runs this test again, in a process of its own.
func runChild(t *testing.T) (output []byte, err error) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-test.run=^"+t.Name()+"$")
	// Two threads meet in the map on a machine with one processor, too.
	cmd.Env = append(os.Environ(), child+"=1", "GOMAXPROCS=2")
	return cmd.CombinedOutput()
}

// fatal returns the line with which Go ends a process that cannot go on.
func fatal(output []byte) (line string, ok bool) {
	for line := range bytes.Lines(output) {
		if bytes.HasPrefix(line, []byte("fatal error: ")) {
			return string(bytes.TrimSpace(line)), true
		}
	}
	return "", false
}
