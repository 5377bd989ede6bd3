package posnil

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

type startFunc func(context.Context, opencdc.Position, iterator.Position,
) (iterator.Position, error)

// The system has three rows, and a log of nine changes.
const rows, logEnd = 3, 9

// deliver starts a source and returns how many rows and changes it delivers.
func deliver(
	t *testing.T, start startFunc, raw string, snapshot bool,
) (gotRows, gotChanges int, err error) {
	t.Helper()
	first := iterator.Position{System: "db-1", Mode: iterator.ModeChanges,
		ChangesAfter: strconv.Itoa(logEnd)}
	if snapshot {
		first.Mode = iterator.ModeSnapshot
	}
	pos, err := start(t.Context(), opencdc.Position(raw), first)
	if err != nil {
		return 0, 0, err
	}
	if pos.Mode == iterator.ModeSnapshot {
		gotRows = rows
	}
	after, err := strconv.Atoi(pos.ChangesAfter)
	if err != nil {
		t.Fatal(err)
	}
	return gotRows, logEnd - after, nil
}

func TestProof(t *testing.T) {
	missed := 0 // changes since the position, as a restart delivers them
	for _, start := range []startFunc{goodStart, badStart} {
		gotRows, gotChanges, err := deliver(t, start, "", true)
		if gotRows != rows || gotChanges != 0 || err != nil {
			t.Errorf("first start: %d rows, %d changes, %v",
				gotRows, gotChanges, err)
		}
		gotRows, gotChanges, err = deliver(t, start, `{"version":1,`+
			`"system":"db-1","mode":"changes","changesAfter":"4"}`, true)
		if gotRows != 0 || gotChanges != 5 || err != nil {
			t.Errorf("restart: %d rows, %d changes, %v",
				gotRows, gotChanges, err)
		}
		missed = gotChanges
	}
	for _, c := range []struct{ name, raw string }{
		{"cut off", `{"version":1,"system":"db-1","mode":"chan`},
		{"of a newer version", `{"version":2,"mode":"changes","at":"4"}`},
		{"of another connector", `42/5`},
		{"without fields", `{}`},
	} {
		for snapshot, want := range map[bool]int{true: rows, false: 0} {
			_, _, err := deliver(t, goodStart, c.raw, snapshot)
			if err == nil ||
				!strings.Contains(err.Error(), strconv.Quote(c.raw)) {
				t.Errorf("good, %s: got %v", c.name, err)
			}
			gotRows, gotChanges, err := deliver(t, badStart, c.raw, snapshot)
			if gotRows != want || gotChanges != 0 || err != nil {
				t.Errorf("bad, %s: %d rows, %d changes, %v",
					c.name, gotRows, gotChanges, err)
			}
		}
		again, _, _ := deliver(t, badStart, c.raw, true)
		_, rest, _ := deliver(t, badStart, c.raw, false)
		t.Logf("bad: position %s: %d of %d rows again; "+
			"with the snapshot off, %d of %d changes",
			c.name, again, rows, rest, missed)
	}
}
