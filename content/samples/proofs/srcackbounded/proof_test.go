package srcackbounded

import (
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// The destination collects a batch, then acknowledges it in a burst.
const (
	batchSize = 1000
	window    = 100
	wanted    = 3 * batchSize
)

// pipe reads until the destination has three batches, or until nothing comes
// any more. It then stops the source.
func pipe(
	t *testing.T, src sdk.Source, patience time.Duration,
) (read, acked int, stop error) {
	t.Helper()
	c := adapter.StartSource(t, src)
	var batch []opencdc.Position
	for read < wanted {
		select {
		case rec := <-c.Records:
			read++
			batch = append(batch, rec.Position)
		case err := <-c.Ended:
			t.Fatalf("the run has ended: %v", err)
		case <-time.After(patience):
			return read, acked, c.Stop(5 * time.Second)
		}
		if len(batch) == batchSize {
			for _, pos := range batch {
				c.Acks <- pos
			}
			acked += len(batch)
			batch = nil
		}
	}
	return read, acked, nil
}

func TestProof(t *testing.T) {
	read, acked, _ := pipe(t,
		&good{base{window: make(chan struct{}, window)}}, 5*time.Second)
	if read != wanted || acked != wanted {
		t.Errorf("good: read %d, acknowledged %d", read, acked)
	}

	read, acked, stop := pipe(t,
		&bad{base{window: make(chan struct{}, window)}},
		200*time.Millisecond)
	if read != window || acked != 0 || stop != nil {
		t.Errorf("bad: read %d, acknowledged %d, stop: %v", read, acked, stop)
	}
	t.Logf("bad: window of %d records, destination with batches of %d",
		window, batchSize)
	t.Logf("bad: read %d, acknowledged %d, then nothing for 200 ms; "+
		"error of the stop: %v", read, acked, stop)
}
