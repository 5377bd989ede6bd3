package iterator

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
)

// fakeSystem has one table, whose rows are keys, and a change log.
type fakeSystem struct {
	id      string
	rows    []int64
	log     []string
	snapErr error // what the snapshot returns instead of its second row
	logErr  error // what opening the change log returns
	began   *int  // where the first start began in the log

	mu        sync.Mutex
	opened    []string
	acked     []string
	tornDown  []string
	waiting   chan struct{} // closed once NextN waits for changes
	closeOnce sync.Once
}

func newFakeSystem() *fakeSystem {
	return &fakeSystem{
		id:      "db-1",
		rows:    []int64{-1, 0, 1, 1<<53 + 1},
		waiting: make(chan struct{}),
	}
}

func (f *fakeSystem) note(list *[]string, what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*list = append(*list, what)
}

func (f *fakeSystem) ID() string { return f.id }

func (f *fakeSystem) LogStart(
	_ context.Context, snapshot bool,
) (string, error) {
	if f.began == nil {
		began := 0
		if snapshot {
			began = len(f.log)
		}
		f.began = &began
	}
	return strconv.Itoa(*f.began), nil
}

func (f *fakeSystem) Snapshot(
	_ context.Context, pos Position,
) (Iterator, error) {
	f.note(&f.opened, "snapshot")
	return &fakeSnapshot{system: f, pos: pos}, nil
}

func (f *fakeSystem) Changes(
	_ context.Context, pos Position,
) (Iterator, error) {
	if f.logErr != nil {
		return nil, f.logErr
	}
	f.note(&f.opened, "changes")
	after, err := strconv.Atoi(pos.ChangesAfter)
	return &fakeChanges{system: f, after: after}, err
}

type fakeSnapshot struct {
	system *fakeSystem
	pos    Position
	calls  int
}

func (s *fakeSnapshot) NextN(
	_ context.Context, n int,
) ([]opencdc.Record, error) {
	s.calls++
	if s.calls > 1 && s.system.snapErr != nil {
		return nil, s.system.snapErr
	}
	next := 0
	if last := s.pos.Tables["t"].LastKey; len(last) > 0 {
		next = slices.Index(s.system.rows, *last[0].Integer) + 1
	}
	if next == len(s.system.rows) {
		return nil, ErrDone
	}
	row := s.system.rows[next]
	upper := s.system.rows[len(s.system.rows)-1]
	s.pos.Tables = map[string]Progress{"t": {
		LastKey:    Key{{Integer: &row}},
		UpperBound: Key{{Integer: &upper}},
	}}
	return record(s.pos, fmt.Sprintf("row %d", row))
}

func (s *fakeSnapshot) Ack(_ context.Context, _ opencdc.Position) error {
	s.system.note(&s.system.acked, "snapshot")
	return nil
}

func (s *fakeSnapshot) Teardown(context.Context) error {
	s.system.note(&s.system.tornDown, "snapshot")
	return nil
}

type fakeChanges struct {
	system *fakeSystem
	after  int
}

func (c *fakeChanges) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	if c.after == len(c.system.log) {
		c.system.closeOnce.Do(func() { close(c.system.waiting) })
		<-ctx.Done()
		return nil, ctx.Err()
	}
	change := c.system.log[c.after]
	c.after++
	return record(Position{
		System:       c.system.id,
		Mode:         ModeChanges,
		ChangesAfter: strconv.Itoa(c.after),
	}, change)
}

func (c *fakeChanges) Ack(context.Context, opencdc.Position) error {
	c.system.note(&c.system.acked, "changes")
	return nil
}

func (c *fakeChanges) Teardown(context.Context) error {
	c.system.note(&c.system.tornDown, "changes")
	return nil
}

func record(pos Position, payload string) ([]opencdc.Record, error) {
	encoded, err := pos.Encode()
	return []opencdc.Record{{
		Position: encoded,
		Payload:  opencdc.Change{After: opencdc.RawData(payload)},
	}}, err
}
