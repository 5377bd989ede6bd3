// The proof of ERR-CAUSE, run by the SDK.
package errcause

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// idle is a queue without messages.
func idle(ctx context.Context) (opencdc.Record, error) {
	<-ctx.Done()
	return opencdc.Record{}, ctx.Err()
}

// refused is a queue that nobody may read.
func refused(context.Context) (opencdc.Record, error) {
	return opencdc.Record{}, errors.New("403 forbidden")
}

// stop starts a source, stops it as a user does, and returns how its run ends.
// A run without error waits for acknowledgements.
func stop(t *testing.T, src sdk.Source) (ended string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := adapter.StartSource(t, src)
		synctest.Wait()
		if err := c.Stop(5 * time.Second); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		select {
		case err := <-c.Ended:
			ended = fmt.Sprint(err)
		default:
			ended = "waits for acknowledgements"
		}
		if err := c.Teardown(5 * time.Second); err != nil {
			t.Fatal(err)
		}
	})
	return ended
}

func TestProof(t *testing.T) {
	good := func(s source) sdk.Source { return &Good{s} }
	bad := func(s source) sdk.Source { return &Bad{s} }
	const prefix = `read plugin error: receive from queue "orders": `

	// The text alone is the same.
	for _, src := range []func(source) sdk.Source{good, bad} {
		ended := stop(t, src(source{queue: "orders", receive: refused}))
		if ended != prefix+"403 forbidden" {
			t.Errorf("refused: %s", ended)
		}
	}

	ended := stop(t, good(source{queue: "orders", receive: idle}))
	if ended != "waits for acknowledgements" {
		t.Errorf("good: %s", ended)
	}
	ended = stop(t, bad(source{queue: "orders", receive: idle}))
	if ended != prefix+"context canceled" {
		t.Errorf("bad: %s", ended)
	}
	t.Logf("bad: a user stops it, the run ends: %s", ended)
}
