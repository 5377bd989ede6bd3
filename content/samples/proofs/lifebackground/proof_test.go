// The proof of LIFE-BACKGROUND, run over gRPC.
package lifebackground

import (
	"runtime"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

const (
	// starts is how often each source is started.
	starts = 32
	// enough records show that the goroutine goes on.
	enough = 10
)

// silent counts the starts after which the goroutine ended by itself, without
// an error of Open, of the run or of the stop. It runs on one processor, as a
// small container does: no goroutine runs before the one that is running waits.
func silent(t *testing.T, src func(source) sdk.Source) (count int) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range starts {
		inner := newSource()
		c := adapter.StartStandalone(t, src(inner))
		if !reads(c, inner.ended) {
			count++
		}
		if err := c.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(c.Ended) > 0 {
			t.Fatal(<-c.Ended)
		}
	}
	return count
}

// reads tells whether enough records come before the goroutine ends.
func reads(c *adapter.Standalone, ended <-chan struct{}) bool {
	for range enough {
		select {
		case <-c.Records:
		case <-ended:
			return false
		}
	}
	return true
}

func TestProof(t *testing.T) {
	count := silent(t, func(s source) sdk.Source { return &Good{s} })
	if count != 0 {
		t.Errorf("good: %d of %d starts read nothing", count, starts)
	}
	count = silent(t, func(s source) sdk.Source { return &Bad{s} })
	t.Logf("%d of %d starts read nothing", count, starts)
	// By chance it is every second one.
	if count < starts/8 {
		t.Errorf("bad: only %d of %d starts read nothing", count, starts)
	}
	t.Logf("bad: of %d starts, at least %d read nothing, and "+
		"neither Open nor the run nor the stop reports an error",
		starts, starts/8)
}
