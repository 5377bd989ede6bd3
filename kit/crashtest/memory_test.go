package crashtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
)

// memory is a system in memory: one table, a change log whose entries count
// from 1, and clients.
type memory struct {
	name string

	mu      sync.Mutex
	rows    map[int64]string
	log     []entry
	pruned  int           // entries up to this one are gone
	start   *int          // where the first start began, like a slot
	changed chan struct{} // closed with each change
	clients int
	broken  bool // the next request fails
	plain   bool // no schemas: they take half of the time
	refuse  string
	appends []Row // rows that were inserted a second time
}

type row struct {
	key   int64
	value string
}

type entry struct {
	op     opencdc.Operation
	key    int64
	before *string
	after  *string
}

var (
	memories sync.Map // by name, as a server is known by its address
	errGone  = errors.New("the log does not reach back that far")
)

func newMemory(t *testing.T) *memory {
	m := &memory{
		name: t.Name(), rows: map[int64]string{}, changed: make(chan struct{}),
	}
	memories.Store(m.name, m)
	t.Cleanup(func() { memories.Delete(m.name) })
	return m
}

// newPlainMemory returns a system for mutations, of which there are many.
func newPlainMemory(t *testing.T) *memory {
	m := newMemory(t)
	m.plain, m.refuse = true, refusedValue
	return m
}

func (m *memory) Config() config.Config {
	cfg := config.Config{"name": m.name}
	if m.plain {
		cfg["sdk.schema.extract.key.enabled"] = "false"
		cfg["sdk.schema.extract.payload.enabled"] = "false"
	}
	return cfg
}

// Write makes a change and logs it.
func (m *memory) Write(_ context.Context, c Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := entry{op: c.Operation, key: c.Key}
	if old, ok := m.rows[c.Key]; ok {
		e.before = &old
	}
	if c.Operation == opencdc.OperationDelete {
		delete(m.rows, c.Key)
	} else {
		e.after = &c.Value
		m.rows[c.Key] = c.Value
	}
	m.log = append(m.log, e)
	close(m.changed)
	m.changed = make(chan struct{})
	return nil
}

// Interrupt lets the next request fail.
func (m *memory) Interrupt(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = true
	return nil
}

func (m *memory) Connections(context.Context) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.clients, nil
}

// Rows returns what a destination has written.
func (m *memory) Rows(context.Context) ([]Row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows := slices.Clone(m.appends)
	for key, value := range m.rows {
		rows = append(rows, Row{key, value})
	}
	return rows, nil
}

// connect opens the system of a name; disconnect closes it.
func connect(name string) (*memory, error) {
	m, ok := memories.Load(name)
	if !ok {
		return nil, fmt.Errorf("there is no system %q", name)
	}
	m.(*memory).count(1)
	return m.(*memory), nil
}

func (m *memory) disconnect() { m.count(-1) }

func (m *memory) count(clients int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clients += clients
}

// page returns the first rows that a filter lets through, in order of the key.
func (m *memory) page(filter func(int64) bool, limit int) ([]row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		m.broken = false
		return nil, errors.New("the connection broke")
	}
	var rows []row
	for key, value := range m.rows {
		if filter(key) {
			rows = append(rows, row{key, value})
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Compare(a.key, b.key)
	})
	return rows[:min(limit, len(rows))], nil
}

// changes returns the entries after one, at most limit of them, and a channel
// that is closed when there are more.
func (m *memory) changes(
	after, limit int,
) ([]entry, <-chan struct{}, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		m.broken = false
		return nil, nil, errors.New("the connection broke")
	}
	if after < m.pruned {
		return nil, nil, fmt.Errorf("entry %d: %w", after+1, errGone)
	}
	after = min(after, len(m.log))
	entries := m.log[after:min(after+limit, len(m.log))]
	return entries, m.changed, nil
}

// head returns the number of the last entry.
func (m *memory) head() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.log)
}

// keepStart returns where the first start began.
func (m *memory) keepStart() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.start == nil {
		head := len(m.log)
		m.start = &head
	}
	return *m.start
}

// prune deletes entries.
func (m *memory) prune(upTo int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pruned = max(m.pruned, upTo)
}
