package crashtest

import (
	"maps"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// compare reads the target after a batch of which some records, from the first
// on, were acknowledged, and says what is wrong with each row.
func (x *sinkRun) compare(
	t *testing.T, batch []message, acked, poison int,
) {
	t.Helper()
	rows, err := x.target.Rows(t.Context())
	if err != nil {
		t.Fatalf("Target.Rows: %v", err)
	}
	have := make(map[int64]string)
	for _, r := range rows {
		if _, ok := have[r.Key]; ok {
			x.res.add(Duplicated, "row %d is there twice", r.Key)
		}
		have[r.Key] = r.Value
	}
	want := maps.Clone(x.rows)
	for _, m := range batch[:acked] {
		apply(want, m.Change)
	}
	x.res.story.tell("holds", "%s", rowsText(have))
	wrong := false
	for _, key := range sortedKeys(union(have, want)) {
		if !same(have, want, key) {
			wrong = x.differs(key, have, want, batch, acked, poison) || wrong
		}
	}
	if wrong {
		x.res.story.tell("should hold", "%s", rowsText(want))
		x.over = true
	}
}

// compareKilled reads the target after a kill. The records that were
// acknowledged have to be there; of the others, any may be.
func (x *sinkRun) compareKilled(t *testing.T, batch []message, acked int) {
	t.Helper()
	rows, err := x.target.Rows(t.Context())
	if err != nil {
		t.Fatalf("Target.Rows: %v", err)
	}
	have := make(map[int64]string)
	for _, r := range rows {
		if _, ok := have[r.Key]; ok {
			x.res.add(Duplicated, "row %d is there twice", r.Key)
		}
		have[r.Key] = r.Value
	}
	want := maps.Clone(x.rows)
	for _, m := range batch[:acked] {
		apply(want, m.Change)
	}
	x.res.story.tell("holds", "%s", rowsText(have))
	for _, key := range sortedKeys(union(have, want)) {
		may := maps.Clone(want)
		ok := same(have, may, key)
		for _, m := range batch[acked:] {
			apply(may, m.Change)
			ok = ok || same(have, may, key)
		}
		if ok {
			continue
		}
		x.over = true
		if same(have, x.rows, key) || have[key] == "" {
			x.res.add(Lost, "row %s: was acknowledged before the kill, and %s",
				stateText(want, key), stateNow(have, key))
		} else {
			x.res.add(WrongData, "row %s: nobody wrote that, it should be %s",
				stateText(have, key), stateText(want, key))
		}
	}
}

// differs says why a row is not what it should be. It returns false if that is
// allowed.
func (x *sinkRun) differs(
	key int64, have, want map[int64]string, batch []message,
	acked, poison int,
) bool {
	state, before := x.rows[key]
	value, there := have[key]
	for i := len(batch) - 1; i >= 0; i-- {
		m := batch[i]
		deleted := m.Operation == opencdc.OperationDelete
		if m.Key != key || there == deleted || there && value != m.Value {
			continue
		}
		if i >= acked && before == there && state == value {
			continue // it was like that before
		}
		switch {
		case i >= acked && x.dest.Bulk && i > poison:
			apply(x.rows, m.Change) // it comes again
			return false
		case i >= acked:
			x.res.add(WrongCount, "%s: %s: was rejected, and is in the "+
				"target", m.record.Position, m)
			return true
		case before != there || state != value:
			x.res.add(Reordered, "%s: %s: was not the last record of its "+
				"row, and has the last word", m.record.Position, m)
			return true
		}
	}
	if before == there && state == value || !there {
		x.res.add(Lost, "row %s: was acknowledged, and %s",
			stateText(want, key), stateNow(have, key))
		return true
	}
	x.res.add(WrongData, "row %s: nobody wrote that, it should be %s",
		stateText(have, key), stateText(want, key))
	return true
}

// apply does to rows what a change does.
func apply(rows map[int64]string, c Change) {
	if c.Operation == opencdc.OperationDelete {
		delete(rows, c.Key)
	} else {
		rows[c.Key] = c.Value
	}
}

func same(a, b map[int64]string, key int64) bool {
	x, inA := a[key]
	y, inB := b[key]
	return inA == inB && x == y
}

func union(a, b map[int64]string) map[int64]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func stateText(rows map[int64]string, key int64) string {
	if value, ok := rows[key]; ok {
		return rowText(key, value)
	}
	return rowText(key, "") + " (deleted)"
}

func stateNow(rows map[int64]string, key int64) string {
	if value, ok := rows[key]; ok {
		return "is " + rowText(key, value)
	}
	return "is not there"
}

// rowsText shows all rows in one line.
func rowsText(rows map[int64]string) string {
	if len(rows) == 0 {
		return "no rows"
	}
	var texts []string
	for _, key := range sortedKeys(rows) {
		texts = append(texts, rowText(key, rows[key]))
	}
	return strings.Join(texts, ", ")
}
