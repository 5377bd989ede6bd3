package crashtest

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/conduitio/conduit-connector-protocol/pconnector"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// Build builds the connector whose main package is named, such as
// "./cmd/connector", for the time of the test, and returns the path of the
// binary. Flags are those of "go build", such as "-race". The test fails if it
// cannot be built.
func Build(t testing.TB, mainPackage string, flags ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "connector")
	args := append([]string{"build", "-o", path}, flags...)
	out, err := exec.Command("go", append(args, mainPackage)...).
		CombinedOutput()
	if err != nil {
		t.Fatalf("crashtest: go build %s: %v\n%s", mainPackage, err, out)
	}
	return path
}

// binary is a built connector under test: what all its starts have in common.
type binary struct {
	path    string
	spec    pconnector.Specification
	schemas *host.Schemas

	starts, kills atomic.Int64
	open          atomic.Int64 // nanoseconds from a start to the end of Open
	began         time.Time
}

// newBinary asks a connector for its specification.
func newBinary(path string, patience time.Duration) (*binary, error) {
	b := &binary{path: path, schemas: host.NewSchemas(), began: time.Now()}
	x, err := b.start(patience)
	if err != nil {
		return nil, err
	}
	defer x.Kill()
	b.spec, err = x.Specification()
	return b, err
}

// start starts a process.
func (b *binary) start(patience time.Duration) (*host.Process, error) {
	b.starts.Add(1)
	return host.Start(host.Plugin{
		Path: b.path, ConnectorID: "crashtest", Schemas: b.schemas,
		Limit: patience,
	})
}

// opened notes how long it took from a start to the end of Open.
func (b *binary) opened(took time.Duration) { b.open.Store(int64(took)) }

// opening returns a part of the time that passes from a start to the end of
// Open, as it last was.
func (b *binary) opening(part float64) time.Duration {
	took := time.Duration(float64(b.open.Load()) * part)
	return took.Round(100 * time.Microsecond)
}

// log tells how much was done, unless all ran in this process.
func (b *binary) log(t testing.TB) {
	t.Helper()
	if b == nil {
		return
	}
	took := time.Since(b.began)
	t.Logf("%d starts and %d kills with SIGKILL in %v, %.1f kills per second",
		b.starts.Load(), b.kills.Load(), took.Round(time.Millisecond),
		float64(b.kills.Load())/took.Seconds())
}

// translated turns an error of a plugin into one of the scenarios'.
func translated(err error) error {
	var call *host.CallError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, host.ErrNone):
		return errTimeout
	case errors.Is(err, host.ErrNoAnswer):
		return fmt.Errorf("%w: %w", errTimeout, err)
	case errors.Is(err, host.ErrExited) && errors.As(err, &call):
		for _, line := range call.Log {
			if strings.HasPrefix(line, "panic: ") ||
				strings.HasPrefix(line, "fatal error: ") {
				return &panicError{err.Error()}
			}
		}
	}
	return err
}

// ignoreExit drops the error of a plugin that has exited, which was told
// already.
func ignoreExit(err error) error {
	if errors.Is(err, host.ErrExited) {
		return nil
	}
	return err
}
