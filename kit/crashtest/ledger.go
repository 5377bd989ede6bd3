package crashtest

import (
	"fmt"
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// write is a change that was made, and what it replaced.
type write struct {
	Change
	before *string
	// early writes were made before the first start: they are in the snapshot.
	early bool
	// folded writes were made before a start without a position: they may be
	// in its snapshot, or come as changes.
	folded bool
}

func (w write) after() *string {
	if w.Operation == opencdc.OperationDelete {
		return nil
	}
	return &w.Value
}

// id identifies what a record delivers: a row of the snapshot or a change.
type id struct {
	snapshot bool
	n        int64 // the key of the row, or the number of the write
}

// delivery is a record that arrived.
type delivery struct {
	number int // in the scenario, from 1 on
	run    int
	event
	position opencdc.Position
	id       id
	known    bool // id is set
	kept     bool // Conduit stored its position or a later one
}

// ledger holds what was written and what arrived, and tells what is due.
type ledger struct {
	allow Allow
	rank  map[int64]int // of a key, in the order in which the source reads
	res   *result

	writes []write
	rows   map[int64]int // the write that made the row
	// base is the rows that the snapshot has to deliver: those at its start
	// that no write has touched since.
	base map[int64]bool
	top  int // the rank of the last key when the snapshot began

	run        int
	fresh      int // starts without a position
	deliveries []delivery
	kept       map[id]bool
	keptOrder  []id // in the order in which they were delivered
	seen       map[id]int
	last       map[int64]int // the last write delivered in this run, per key
	positions  map[string]int
}

func newLedger(allow Allow, keys []int64, res *result) *ledger {
	l := &ledger{
		allow: allow, res: res,
		rank: make(map[int64]int),
		rows: make(map[int64]int),
		kept: make(map[id]bool),
	}
	for i, key := range keys {
		l.rank[key] = i
	}
	return l
}

// next returns the change with its value.
func (l *ledger) next(c Change) Change {
	c.Value = ""
	if c.Operation != opencdc.OperationDelete {
		c.Value = fmt.Sprintf("v%d", len(l.writes)+1)
	}
	return c
}

// wrote notes a change after the system has taken it.
func (l *ledger) wrote(c Change) {
	w := write{Change: c, early: l.run == 0}
	if old, ok := l.rows[c.Key]; ok {
		w.before = &l.writes[old].Value
	}
	if c.Operation == opencdc.OperationDelete {
		delete(l.rows, c.Key)
	} else {
		l.rows[c.Key] = len(l.writes)
	}
	delete(l.base, c.Key)
	l.writes = append(l.writes, w)
}

// start begins a run.
func (l *ledger) start(fresh bool) {
	l.run++
	l.seen = make(map[id]int)
	l.last = make(map[int64]int)
	l.positions = make(map[string]int)
	if !fresh {
		return
	}
	l.fresh++
	l.base = make(map[int64]bool)
	l.top = -1
	for key := range l.rows {
		l.base[key] = !l.allow.NoSnapshot
		l.top = max(l.top, l.rank[key])
	}
	for i := range l.writes {
		// Without a snapshot there is nothing that could contain them.
		w := &l.writes[i]
		w.folded = w.early || !l.allow.NoSnapshot || l.allow.NoStart
	}
}

// keep notes that Conduit stored the position of a delivery of this run.
func (l *ledger) keep(number int) {
	for i := range l.deliveries {
		d := &l.deliveries[i]
		if d.run != l.run || d.number > number || d.kept {
			continue
		}
		d.kept = true
		if d.known && !l.kept[d.id] {
			l.kept[d.id] = true
			l.keptOrder = append(l.keptOrder, d.id)
		}
	}
}

// due returns what has to arrive, in words.
func (l *ledger) due() []string {
	if l.allow.LastState {
		return l.dueStates()
	}
	var due []string
	for _, key := range sortedKeys(l.base) {
		if l.base[key] && !l.arrived(id{true, key}) {
			due = append(due, "row "+l.rowText(key))
		}
	}
	for i, w := range l.writes {
		if w.folded || l.arrived(id{false, int64(i)}) ||
			l.allow.NoDeletes && w.Operation == opencdc.OperationDelete {
			continue
		}
		due = append(due, w.String())
	}
	return due
}

// dueStates returns the rows whose last state has not arrived.
func (l *ledger) dueStates() []string {
	have := replay(l.deliveries, func(d delivery) bool {
		return d.kept || d.run == l.run
	})
	return l.difference(have)
}

func (l *ledger) arrived(what id) bool {
	_, seen := l.seen[what]
	return seen || l.kept[what]
}

func (l *ledger) rowText(key int64) string {
	return rowText(key, l.writes[l.rows[key]].Value)
}

func rowText(key int64, value string) string {
	return fmt.Sprintf("%d %q", key, value)
}

// difference returns in which rows a target differs from the system.
func (l *ledger) difference(have map[int64]string) []string {
	var texts []string
	for _, key := range sortedKeys(l.rows) {
		value, ok := have[key]
		switch want := l.writes[l.rows[key]].Value; {
		case !ok:
			texts = append(texts, "row "+rowText(key, want)+" is missing")
		case value != want:
			texts = append(texts, "row "+rowText(key, want)+
				" still is "+rowText(key, value))
		}
	}
	for _, key := range sortedKeys(have) {
		if _, ok := l.rows[key]; !ok && !l.allow.NoDeletes {
			texts = append(texts, "row "+rowText(key, have[key])+
				" was deleted and is still there")
		}
	}
	return texts
}

// replay applies deliveries like a destination that upserts.
func replay(all []delivery, which func(delivery) bool) map[int64]string {
	rows := make(map[int64]string)
	for _, d := range all {
		switch {
		case !which(d):
		case d.op == opencdc.OperationDelete:
			delete(rows, d.key)
		case d.after != nil:
			rows[d.key] = *d.after
		}
	}
	return rows
}

func sortedKeys[V any](m map[int64]V) []int64 {
	keys := make([]int64, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
