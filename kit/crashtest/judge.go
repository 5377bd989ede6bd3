package crashtest

import (
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// deliver takes a record that arrived, and says what is wrong with it.
func (l *ledger) deliver(e event, pos opencdc.Position) {
	d := delivery{
		number: len(l.deliveries) + 1, run: l.run, event: e, position: pos,
	}
	defer func() { l.deliveries = append(l.deliveries, d) }()
	l.checkPosition(d)

	n, ok := l.match(e)
	if !ok {
		l.res.add(WrongData, "#%d, %s: nobody wrote that", d.number, e)
		return
	}
	d.known = true
	if e.op == opencdc.OperationSnapshot {
		d.id = id{true, e.key}
		l.checkRow(d, n)
	} else {
		d.id = id{false, int64(n)}
		l.checkChange(d, n)
	}
	l.seen[d.id] = d.number
}

func (l *ledger) checkPosition(d delivery) {
	if len(d.position) == 0 {
		l.res.add(BadPosition, "#%d has no position: Conduit would store "+
			"nothing in the place of all progress", d.number)
		return
	}
	if other, ok := l.positions[string(d.position)]; ok {
		l.res.add(BadPosition, "#%d and #%d have one position", other,
			d.number)
	}
	l.positions[string(d.position)] = d.number
}

// match finds the write that a record tells of. The values of all writes
// differ, so only deletions without an old row leave a choice.
func (l *ledger) match(e event) (int, bool) {
	found, ok := 0, false
	for i, w := range l.writes {
		switch {
		case w.Key != e.key:
		case e.after != nil:
			if after := w.after(); after != nil && *after == *e.after {
				return i, true
			}
		case w.Operation != opencdc.OperationDelete:
		case e.before != nil:
			if w.before != nil && *w.before == *e.before {
				return i, true
			}
		case !ok || l.arrived(id{false, int64(found)}):
			found, ok = i, true
		}
	}
	return found, ok
}

// checkRow checks a record of the snapshot.
func (l *ledger) checkRow(d delivery, n int) {
	first, seen := l.seen[d.id]
	switch {
	case l.allow.NoSnapshot:
		l.res.add(WrongOperation, "#%d, %s: is no snapshot", d.number, d.event)
	case seen:
		l.res.add(Duplicated, "#%d, %s: was #%d already",
			d.number, d.event, first)
	case l.kept[d.id] && !l.allow.SnapshotAgain && !l.again(d.id):
		l.res.add(SnapshotAgain, "#%d, %s: was delivered before the restart, "+
			"and the position covers it", d.number, d.event)
	case l.last[d.key] > n:
		l.res.add(Reordered, "#%d, %s: a later change of this row was #%d",
			d.number, d.event, l.seen[id{false, int64(l.last[d.key])}])
	case l.rank[d.key] > l.top && !l.allow.Overlap:
		l.res.add(Duplicated, "#%d, %s: was added behind the last row "+
			"after the snapshot began, and comes as a change",
			d.number, d.event)
	}
}

// checkChange checks a record of a change against the write that it tells of.
func (l *ledger) checkChange(d delivery, n int) {
	w := l.writes[n]
	first, seen := l.seen[d.id]
	switch {
	case w.early && !l.allow.NoSnapshot && !l.allow.LastState:
		l.res.add(WrongOperation, "#%d, %s: the row was there before the "+
			"first start, so a snapshot record is due", d.number, d.event)
	case seen:
		l.res.add(Duplicated, "#%d, %s: was #%d already",
			d.number, d.event, first)
	case l.kept[d.id] && !l.again(d.id):
		l.res.add(Duplicated, "#%d, %s: was delivered before the restart, "+
			"and the position covers it", d.number, d.event)
	case l.last[d.key] > n:
		l.res.add(Reordered, "#%d, %s: a later change of this row was #%d",
			d.number, d.event, l.seen[id{false, int64(l.last[d.key])}])
	}
	l.last[d.key] = max(l.last[d.key], n)

	if w.Operation != d.op && !(l.allow.LastState && d.after != nil) {
		l.res.add(WrongOperation, "#%d, %s: it was a %s",
			d.number, d.event, w.Operation)
		return
	}
	if l.allow.NoBefore || w.Operation == opencdc.OperationCreate {
		return
	}
	if d.before == nil || w.before == nil || *d.before != *w.before {
		l.res.add(WrongData, "#%d, %s: the old row is %s, and should be %s",
			d.number, d.event, quoted(d.before), quoted(w.before))
	}
}

// again tells whether a record may come again although the position covers it.
func (l *ledger) again(what id) bool {
	tail := l.keptOrder[max(0, len(l.keptOrder)-l.allow.Again):]
	return slices.Contains(tail, what)
}

// verdict says what is missing in the end. Whether the destination got the
// records whose positions were not stored, nobody knows after a crash. So the
// copy has to be right without them, and with them.
func (l *ledger) verdict() {
	l.verdictOnRows()
	if due := l.due(); len(due) > 0 {
		l.res.add(Lost, "never arrived: %s", some(due))
	}
}

func (l *ledger) verdictOnRows() {
	without := replay(l.deliveries, func(d delivery) bool { return d.kept })
	with := replay(l.deliveries, func(delivery) bool { return true })
	if l.allow.NoStart && l.fresh > 1 {
		with = without
		if l.allow.NoSnapshot {
			return // what came before the last start is lost, by design
		}
	}
	for _, copied := range []map[int64]string{without, with} {
		for _, text := range l.difference(copied) {
			l.res.add(Lost, "at the destination, %s", text)
		}
	}
}
