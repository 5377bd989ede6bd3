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

// variant names the code that a process of its own runs; it may die of it.
const variant = "PROOF_CONCSHARED_VARIANT"

func TestProof(t *testing.T) {
	switch os.Getenv(variant) {
	case "good":
		const records = 200_000 // enough for two threads to meet
		source := &good{newBase(records)}
		acknowledge(t, source, records) // the race detector looks on
		if len(source.open) > 0 {
			t.Errorf("%d records are still open", len(source.open))
		}
		return
	case "bad":
		const endless = 1_000_000_000
		acknowledge(t, &bad{newBase(endless)}, endless)
		return
	}

	if said, err := inProcess(t, "good"); err != nil {
		t.Errorf("good: %v:\n%s", err, said)
	}

	said, err := inProcess(t, "bad")
	reason, ok := fatal(said)
	if err == nil || !ok {
		t.Fatalf("bad: no fatal error, but %v:\n%s", err, said)
	}
	t.Logf("bad: %s", reason)
	t.Logf("bad: the process has ended: %v", err)
}

// inProcess runs this test again, in a process of its own, until it ends or
// has had time enough to.
func inProcess(t *testing.T, name string) (output []byte, err error) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-test.run=^"+t.Name()+"$")
	// Two threads meet in the map on a machine with one processor, too.
	cmd.Env = append(os.Environ(), variant+"="+name, "GOMAXPROCS=2")
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
