// The proof of LIFE-CLEANUP-CONTEXT: the SDK ends the context of Open.
package lifecleanupcontext

import (
	"strings"
	"testing"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// patience is for what takes milliseconds.
const patience = 5 * time.Second

// stop starts a source, stops it, and tears it down.
func stop(t *testing.T, src sdk.Source) {
	t.Helper()
	c := adapter.StartSource(t, src)
	if err := c.Stop(patience); err != nil {
		t.Fatal(err)
	}
	if err := c.Teardown(patience); err != nil {
		t.Fatal(err)
	}
}

func TestProof(t *testing.T) {
	good := &Good{source{log: &changeLog{}, done: make(chan struct{})}}
	stop(t, good)
	if good.log.taken || good.err.Error() != "context canceled" {
		t.Errorf("good: taken %t, %v", good.log.taken, good.err)
	}

	bad := &Bad{source{log: &changeLog{}, done: make(chan struct{})}}
	stop(t, bad)
	want := "context canceled\nrelease: context canceled"
	if !bad.log.taken || bad.err.Error() != want {
		t.Errorf("bad: taken %t, %v", bad.log.taken, bad.err)
	}
	reading, release, _ := strings.Cut(bad.err.Error(), "\n")
	t.Logf("bad: reading ends: %s", reading)
	t.Logf("bad: %s", release)
	t.Logf("bad: after Teardown the lease is taken: %t", bad.log.taken)
}
