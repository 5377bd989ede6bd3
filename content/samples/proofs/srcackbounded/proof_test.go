package srcackbounded

import (
	"context"
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

// blocked is wrong in another way: its list of what to confirm has a bound, and
// once it is full, Ack waits until the system has taken something.
type blocked struct {
	base
	list  chan opencdc.Position
	calls chan opencdc.Position // of Ack
}

func (s *blocked) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	if s.read == 3 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return s.next(), nil
}

func (s *blocked) Ack(_ context.Context, pos opencdc.Position) error {
	s.calls <- pos
	s.list <- pos
	return nil
}

// fill acknowledges three records to a source whose list holds one, while the
// system takes nothing. It returns for how many of them Ack was called, and
// what Teardown says.
func fill(t *testing.T, patience time.Duration) (calls int, err error) {
	t.Helper()
	src := &blocked{
		list:  make(chan opencdc.Position, 1),
		calls: make(chan opencdc.Position, 3),
	}
	c := adapter.StartSource(t, src)
	for range 3 {
		select {
		case c.Acks <- (<-c.Records).Position:
		case <-time.After(patience):
		}
	}
	if err := c.Stop(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	err = c.Teardown(patience)
	calls = len(src.calls)
	<-src.list // lets the goroutine go
	return calls, err
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

	// A limit of the system itself is no fault if a batch fits into it.
	read, acked, _ = pipe(t,
		&bad{base{window: make(chan struct{}, batchSize)}}, 5*time.Second)
	if read != wanted || acked != wanted {
		t.Errorf("bad: window of a batch: read %d, acknowledged %d",
			read, acked)
	}

	calls, err := fill(t, 200*time.Millisecond)
	if calls != 2 || err == nil {
		t.Errorf("bad: full list: %d calls of Ack, %v", calls, err)
	}
	t.Logf("bad: Ack waits for room in a list of 1: called for %d of 3 "+
		"records; Teardown within 200 ms: %v", calls, err)
}
