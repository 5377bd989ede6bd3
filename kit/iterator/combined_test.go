package iterator

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRestartAtEveryRecord(t *testing.T) {
	sys := newFakeSystem()
	first := start(t, sys, nil, true)
	// Made after the snapshot began, so all of it comes as changes.
	sys.log = []string{"change 1", "change 2", "change 3"}
	all := readN(t, first, 7)
	want := []string{
		"row -1", "row 0", "row 1", "row 9007199254740993",
		"change 1", "change 2", "change 3",
	}
	if got := payloads(all); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}

	for i, last := range all {
		again := start(t, sys, last.Position, true)
		rest := readN(t, again, len(all)-i-1)
		if got := payloads(rest); !slices.Equal(got, want[i+1:]) {
			t.Errorf("after %q: got %q, want %q", want[i], got, want[i+1:])
		}
	}
}

func TestRestartWithoutPositionKeepsTheStart(t *testing.T) {
	for _, snapshot := range []bool{true, false} {
		sys := newFakeSystem()
		start(t, sys, nil, snapshot)
		// What is recorded from here on belongs to the changes of each start
		// until a position is stored.
		sys.log = []string{"change 1"}
		start(t, sys, nil, snapshot)
		sys.log = append(sys.log, "change 2")
		var want []string
		if snapshot {
			want = append(want, "row -1", "row 0", "row 1",
				"row 9007199254740993")
		}
		want = append(want, sys.log...)
		got := payloads(readN(t, start(t, sys, nil, snapshot), len(want)))
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPositionOfChangesNeverSnapshotsAgain(t *testing.T) {
	sys := newFakeSystem()
	sys.log = []string{"change 1"}
	start(t, sys, encode(t, Position{
		System: sys.id, Mode: ModeChanges, ChangesAfter: "1",
	}), true)
	if want := []string{"changes"}; !slices.Equal(sys.opened, want) {
		t.Fatalf("opened %q, want %q", sys.opened, want)
	}
}

func TestSnapshotSwitchedOff(t *testing.T) {
	sys := newFakeSystem()
	sys.log = []string{"change 1", "change 2"}
	for name, pos := range map[string]opencdc.Position{
		"first start": nil,
		"empty":       {},
		"in the middle": encode(t, Position{
			System: sys.id, Mode: ModeSnapshot, ChangesAfter: "0",
		}),
	} {
		t.Run(name, func(t *testing.T) {
			got := payloads(readN(t, start(t, sys, pos, false), 2))
			if !slices.Equal(got, sys.log) {
				t.Fatalf("got %q, want %q", got, sys.log)
			}
		})
	}
}

func TestFailureOfSnapshotIsNotItsEnd(t *testing.T) {
	sys := newFakeSystem()
	sys.snapErr = io.EOF // looks like an end, but is not ErrDone
	c := start(t, sys, nil, true)
	sys.log = []string{"change 1"}
	readN(t, c, 1)
	for range 2 { // it does not become the end by asking again
		recs, err := c.NextN(t.Context(), 1)
		if !errors.Is(err, io.EOF) {
			t.Fatalf("got %q, %v, want %v", payloads(recs), err, io.EOF)
		}
	}
}

func TestHandOverWaitsForNothing(t *testing.T) {
	sys := newFakeSystem()
	sys.rows = nil // no record to acknowledge, no change to come
	c := start(t, sys, nil, true)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-sys.waiting // the change iterator is the one that waits
		cancel()
	}()
	if _, err := c.NextN(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want %v", err, context.Canceled)
	}
}

func TestAckGoesWhereTheRecordCameFrom(t *testing.T) {
	sys := newFakeSystem()
	c := start(t, sys, nil, true)
	sys.log = []string{"change 1"}
	all := readN(t, c, 5) // all acknowledgements come after the hand-over
	for _, rec := range all {
		if err := c.Ack(t.Context(), rec.Position); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"snapshot", "snapshot", "snapshot", "snapshot", "changes",
	}
	if !slices.Equal(sys.acked, want) {
		t.Fatalf("got %q, want %q", sys.acked, want)
	}
	if err := c.Ack(t.Context(), opencdc.Position("?")); err == nil {
		t.Fatal("a damaged position was acknowledged")
	}
}

func TestAckConcurrentWithNextN(t *testing.T) {
	sys := newFakeSystem()
	c := start(t, sys, nil, true)
	sys.log = slices.Repeat([]string{"change"}, 200)
	records := make(chan opencdc.Record, 1000)
	var acks sync.WaitGroup
	acks.Go(func() {
		for rec := range records {
			if err := c.Ack(t.Context(), rec.Position); err != nil {
				t.Error(err)
			}
		}
	})
	for range len(sys.rows) + len(sys.log) {
		records <- readN(t, c, 1)[0]
	}
	close(records)
	acks.Wait()
}

func TestTeardown(t *testing.T) {
	t.Run("before start", func(t *testing.T) {
		var c *Combined
		if err := c.Teardown(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("twice", func(t *testing.T) {
		sys := newFakeSystem()
		c := start(t, sys, nil, true)
		for range 2 {
			if err := c.Teardown(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"snapshot", "changes"}
		if !slices.Equal(sys.tornDown, want) {
			t.Fatalf("tore down %q, want %q", sys.tornDown, want)
		}
		if _, err := c.NextN(t.Context(), 1); !errors.Is(err, ErrClosed) {
			t.Fatalf("NextN afterwards: %v, want %v", err, ErrClosed)
		}
	})
	t.Run("while NextN waits", func(t *testing.T) {
		sys := newFakeSystem()
		sys.rows = nil
		c := start(t, sys, nil, true)
		done := make(chan error)
		go func() {
			_, err := c.NextN(context.Background(), 1)
			done <- err
		}()
		<-sys.waiting
		if err := c.Teardown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Fatalf("NextN: %v, want %v", err, context.Canceled)
		}
	})
}

func TestStartRefuses(t *testing.T) {
	sys := newFakeSystem()
	_, err := Start(t.Context(), sys, encode(t, Position{
		System: "db-2", Mode: ModeChanges, ChangesAfter: "1",
	}), true)
	if err == nil || !strings.Contains(err.Error(), `"db-2"`) {
		t.Fatalf("a position of another system: %v", err)
	}

	sys.logErr = errors.New("log is gone")
	_, err = Start(t.Context(), sys, nil, true)
	if !errors.Is(err, sys.logErr) {
		t.Fatalf("got %v, want %v", err, sys.logErr)
	}
	if want := []string{"snapshot"}; !slices.Equal(sys.tornDown, want) {
		t.Fatalf("tore down %q, want %q", sys.tornDown, want)
	}
}

func start(
	t *testing.T, sys System, pos opencdc.Position, snapshot bool,
) *Combined {
	t.Helper()
	c, err := Start(t.Context(), sys, pos, snapshot)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Teardown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return c
}

func readN(t *testing.T, c *Combined, count int) []opencdc.Record {
	t.Helper()
	var all []opencdc.Record
	for len(all) < count {
		recs, err := c.NextN(t.Context(), count-len(all))
		if err != nil {
			t.Fatalf("after %d of %d records: %v", len(all), count, err)
		}
		all = append(all, recs...)
	}
	return all
}

func payloads(recs []opencdc.Record) []string {
	texts := make([]string, len(recs))
	for i, rec := range recs {
		texts[i] = string(rec.Payload.After.Bytes())
	}
	return texts
}

func encode(t *testing.T, pos Position) opencdc.Position {
	t.Helper()
	raw, err := pos.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
