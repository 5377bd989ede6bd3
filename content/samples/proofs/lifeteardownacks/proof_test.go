// The proof of LIFE-TEARDOWN-ACKS, run by the SDK.
package lifeteardownacks

import (
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// patience stands for the user who gives up and forces the stop. Conduit
// itself sets no limit.
const patience = 100 * time.Millisecond

// stopAfterNack runs a source of three records, of which the second is
// rejected: no acknowledgement after the first one comes. It returns what
// Teardown reports, and how long it took.
func stopAfterNack(
	t *testing.T, src sdk.Source,
) (took time.Duration, err error) {
	t.Helper()
	c := adapter.StartSource(t, src)
	for range 3 {
		<-c.Records
	}
	c.Acks <- opencdc.Position("1")
	if err := c.Stop(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	err = c.Teardown(patience)
	return time.Since(begin), err
}

func TestProof(t *testing.T) {
	sys := &system{}
	took, err := stopAfterNack(t, &Good{source{system: sys}})
	if err != nil || took >= patience || string(sys.confirmed) != "1" {
		t.Errorf("good: %v after %v, confirmed %q", err, took, sys.confirmed)
	}

	sys = &system{}
	took, err = stopAfterNack(t, &Bad{source{system: sys}})
	want := "wait for acknowledgements: context deadline exceeded"
	if fmt.Sprint(err) != want || took < patience || sys.confirmed != nil {
		t.Errorf("bad: %v after %v, confirmed %q", err, took, sys.confirmed)
	}
	t.Logf("bad: 3 records read, 1 acknowledged: Teardown confirms %v",
		sys.confirmed)
	t.Logf("bad: %v", err)
}
