package crashtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// sourceMutations are sources that are wrong in one way, and what gives them
// away.
var sourceMutations = []struct {
	name   string
	kind   Kind
	mutate func(*memSource)
}{
	{"acknowledge before durable", Lost, func(s *memSource) {
		s.ack = func(pos memPosition) error {
			s.sys.prune(pos.After) // Conduit may not have stored it
			return nil
		}
		s.entries = s.entriesFromOldest
	}},
	{"position without the start of the log", Lost, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if s.pos.Snapshot {
				s.pos.After = s.sys.head()
			}
			return err
		}
	}},
	{">= for > between pages", Duplicated, func(s *memSource) {
		s.after = func(key int64) bool {
			return s.pos.LastKey == nil || key >= *s.pos.LastKey
		}
	}},
	{">= for > at a restart", SnapshotAgain, func(s *memSource) {
		first := true
		s.page = func() ([]row, error) {
			if last := s.pos.LastKey; first && last != nil {
				*last--
			}
			first = false
			return s.readPage()
		}
	}},
	{"< for <= at the upper bound", Lost, func(s *memSource) {
		s.upTo = func(key int64) bool {
			return s.pos.Upper != nil && key < *s.pos.Upper
		}
	}},
	{"> for >= in the change log", Lost, func(s *memSource) {
		s.handOver = func(ctx context.Context) error {
			err := s.beginChanges(ctx)
			s.pos.After++
			return err
		}
	}},
	{">= for > in the change log", Duplicated, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if !s.pos.Snapshot {
				s.pos.After--
			}
			return err
		}
		s.opened = func() {} // the entry is kept
	}},
	{"pages by OFFSET", Lost, func(s *memSource) {
		offset := 0
		s.page = func() ([]row, error) {
			rows, err := s.sys.page(s.upTo, 1<<30)
			if err != nil {
				return nil, err
			}
			from := min(offset, len(rows))
			to := min(offset+pageSize, len(rows))
			offset = to
			return rows[from:to], nil
		}
	}},
	{"swallowed page error", Lost, func(s *memSource) {
		s.page = func() ([]row, error) {
			rows, err := s.readPage()
			if err != nil {
				return nil, nil // looks like the end
			}
			return rows, nil
		}
	}},
	{"sentinel that is legal data", SnapshotAgain, func(s *memSource) {
		s.after = func(key int64) bool {
			last := s.pos.LastKey
			return last == nil || *last == 0 || key > *last
		}
		// Within a run it remembers the pages.
		s.page = s.pageOnce()
	}},
	{"key through a float64", SnapshotAgain, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if last := s.pos.LastKey; last != nil {
				*last = int64(float64(*last))
			}
			return err
		}
	}},
	{"lost before image", WrongData, func(s *memSource) {
		s.change = func(e entry) opencdc.Record {
			rec := s.changeRecord(e)
			rec.Payload.Before = nil
			return rec
		}
	}},
	{"before image of another row", WrongData, func(s *memSource) {
		s.change = func(e entry) opencdc.Record {
			if e.op == opencdc.OperationUpdate {
				e.before = e.after
			}
			return s.changeRecord(e)
		}
	}},
	{"reordered batch", Reordered, func(s *memSource) {
		s.take = func(int) []opencdc.Record {
			recs := s.takeN(0)
			slices.Reverse(recs)
			return recs
		}
	}},
	{"wrong n", Lost, func(s *memSource) {
		s.take = func(n int) []opencdc.Record {
			recs := s.takeN(n)
			s.buffer = nil // what is beyond n is forgotten
			return recs
		}
	}},
	{"changes lost while down", Lost, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if !s.pos.Snapshot {
				s.pos.After = s.sys.head()
			}
			return err
		}
	}},
	{"hand-over waits for a change", Stuck, func(s *memSource) {
		s.page = s.pageBehind
	}},
	{"hand-over waits for acknowledgements", Stuck, func(s *memSource) {
		s.waitForAcks()
	}},
	{"upper bound moved at a restart", Duplicated, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if s.pos.Snapshot {
				s.fixUpper()
			}
			return err
		}
	}},
	{"no upper bound", Duplicated, func(s *memSource) {
		s.upTo = func(int64) bool { return true }
	}},
	{"delete as update", WrongOperation, func(s *memSource) {
		s.change = func(e entry) opencdc.Record {
			rec := s.changeRecord(e)
			if e.op == opencdc.OperationDelete {
				rec.Operation = opencdc.OperationUpdate
			}
			return rec
		}
	}},
	{"create as update", WrongOperation, func(s *memSource) {
		s.change = func(e entry) opencdc.Record {
			if e.op == opencdc.OperationCreate {
				e.op = opencdc.OperationUpdate
			}
			return s.changeRecord(e)
		}
	}},
	{"snapshot as create", WrongOperation, func(s *memSource) {
		take := s.take
		s.take = func(n int) []opencdc.Record {
			recs := take(n)
			for i := range recs {
				if recs[i].Operation == opencdc.OperationSnapshot {
					recs[i].Operation = opencdc.OperationCreate
				}
			}
			return recs
		}
	}},
	{"no position is taken for the end of the log", Lost,
		func(s *memSource) {
			s.resume = func(raw opencdc.Position) error {
				if len(raw) > 0 {
					return s.resumeAt(raw)
				}
				s.pos.After = s.sys.head()
				return nil
			}
		}},
	{"start of the log is not kept without a position", Lost,
		func(s *memSource) {
			s.resume = func(raw opencdc.Position) error {
				err := s.resumeAt(raw)
				if len(raw) == 0 {
					s.pos.After = s.sys.head()
				}
				return err
			}
		}},
	{"position is ignored", SnapshotAgain, func(s *memSource) {
		s.resume = func(opencdc.Position) error { return s.resumeAt(nil) }
		s.opened = func() {}
	}},
	{"snapshot again after a restart", SnapshotAgain, func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			if !s.pos.Snapshot {
				s.pos.Snapshot = true
				s.fixUpper()
			}
			return err
		}
	}},
	{"Ack of the last record read", Lost, func(s *memSource) {
		s.ack = func(memPosition) error {
			s.sys.prune(s.sys.head())
			return nil
		}
		s.entries = s.entriesFromOldest
	}},
	{"records dropped at the hand-over", Lost, func(s *memSource) {
		s.handOver = func(ctx context.Context) error {
			err := s.beginChanges(ctx)
			s.pos.After = s.sys.head()
			return err
		}
	}},
	{"buffer dropped at the hand-over", Lost, func(s *memSource) {
		s.page = func() ([]row, error) {
			rows, err := s.readPage()
			if len(rows) < pageSize {
				rows = nil // the last page is not full
			}
			return rows, err
		}
	}},
	{"Stop that hangs", StopHangs, func(s *memSource) {
		s.wait = func(_ context.Context, more <-chan struct{}) error {
			<-more
			return nil
		}
	}},
	{"Teardown that waits for acknowledgements", StopHangs,
		func(s *memSource) {
			s.teardown = func(ctx context.Context) error {
				if s.sys != nil {
					s.sys.disconnect()
					<-ctx.Done()
				}
				return ctx.Err()
			}
		}},
	{"goroutine left behind", Leak, func(s *memSource) {
		s.opened = func() { go func() { select {} }() }
	}},
	{"connection left open", Leak, func(s *memSource) {
		s.teardown = func(context.Context) error { return nil }
	}},
	{"Teardown that fails without Open", Fails, func(s *memSource) {
		s.teardown = func(ctx context.Context) error {
			if s.sys == nil {
				return errors.New("not open")
			}
			return s.close(ctx)
		}
	}},
	{"Teardown that panics without Open", Panics, func(s *memSource) {
		s.teardown = func(context.Context) error {
			s.sys.disconnect()
			return nil
		}
	}},
	{"Ack that refuses rows after the hand-over", Fails,
		func(s *memSource) {
			s.ack = func(pos memPosition) error {
				s.mu.Lock()
				defer s.mu.Unlock()
				if pos.Snapshot && s.handedOver {
					return errors.New("there is no snapshot")
				}
				return nil
			}
			s.handOver = func(ctx context.Context) error {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.handedOver = true
				return s.beginChanges(ctx)
			}
		}},
	{"one position for two records", BadPosition, func(s *memSource) {
		s.encode = func() opencdc.Position {
			pos := s.pos
			pos.LastKey = nil
			raw, _ := json.Marshal(pos)
			return raw
		}
	}},
	{"empty position", BadPosition, func(s *memSource) {
		s.encode = func() opencdc.Position { return nil }
	}},
	{"page that overlaps the one before", Duplicated, func(s *memSource) {
		s.opened = func() {} // the entry is kept
		s.entries = func() ([]entry, <-chan struct{}, error) {
			entries, more, err := s.readEntries()
			if s.pos.After > 0 && len(entries) > 0 {
				s.pos.After--
				return s.readEntries()
			}
			return entries, more, err
		}
	}},
	{"values of another row", WrongData, func(s *memSource) {
		s.change = func(e entry) opencdc.Record {
			e.key++
			return s.changeRecord(e)
		}
	}},
}

func TestSourceMutations(t *testing.T) {
	t.Parallel()
	for _, m := range sourceMutations {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			s := Source{
				Connector: memConnector(m.mutate, noMutation),
				System: func(t *testing.T) System {
					return newPlainMemory(t)
				},
				Patience: 200 * time.Millisecond,
			}
			var seen []string
			caught := false
			for _, s.Quick = range []bool{true, false} {
				s.check(t, func(_ *testing.T, r *result) bool {
					for _, f := range r.findings {
						seen = append(seen, fmt.Sprintf("%s: %s", r.name, f))
					}
					caught = caught || r.has(m.kind)
					return !caught && len(seen) < 20
				})
				if caught {
					return
				}
			}
			t.Errorf("%s was not found, but %q", m.kind, seen)
		})
	}
}

// entriesFromOldest jumps forward if the log does not reach back far enough.
func (s *memSource) entriesFromOldest() (
	[]entry, <-chan struct{}, error,
) {
	entries, more, err := s.readEntries()
	if errors.Is(err, errGone) {
		s.sys.mu.Lock()
		s.pos.After = s.sys.pruned
		s.sys.mu.Unlock()
		return s.readEntries()
	}
	return entries, more, err
}

// pageOnce leaves out the rows that this run has read already.
func (s *memSource) pageOnce() func() ([]row, error) {
	read := make(map[int64]bool)
	return func() ([]row, error) {
		rows, err := s.sys.page(func(key int64) bool {
			return !read[key] && s.after(key) && s.upTo(key)
		}, pageSize)
		for _, r := range rows {
			read[r.key] = true
		}
		return rows, err
	}
}

// pageBehind keeps the last page until something changes: only then does it
// know that it was the last one.
func (s *memSource) pageBehind() ([]row, error) {
	rows, err := s.readPage()
	if len(rows) == pageSize || len(rows) == 0 || err != nil {
		return rows, err
	}
	_, more, err := s.sys.changes(s.sys.head(), 1)
	if err == nil {
		<-more
	}
	return rows, err
}

// waitForAcks lets the hand-over wait until all rows are acknowledged.
func (s *memSource) waitForAcks() {
	acked := make(chan struct{}, 1000)
	open := 0
	take := s.take
	s.take = func(n int) []opencdc.Record {
		recs := take(n)
		for _, rec := range recs {
			if rec.Operation == opencdc.OperationSnapshot {
				open++
			}
		}
		return recs
	}
	s.ack = func(pos memPosition) error {
		if pos.Snapshot {
			acked <- struct{}{}
		}
		return nil
	}
	s.handOver = func(ctx context.Context) error {
		for ; open > 0; open-- {
			select {
			case <-acked:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return s.beginChanges(ctx)
	}
}
