package cdcstartfirst

import (
	"maps"
	"testing"
)

type openFunc func(sys *system, stored *position) *source

// replicate stops the source after some rows, changes rows that were read and
// rows that were not, starts it again, and returns the destination.
func replicate(
	t *testing.T, open openFunc, stop int,
) (sys *system, destination map[int]string) {
	t.Helper()
	sys = &system{rows: map[int]string{1: "a", 2: "b", 3: "c", 4: "d"}}
	destination = map[int]string{}

	src := open(sys, nil)
	sys.set(1, "a, changed while running")
	for range stop {
		key, row, ok := src.nextRow()
		if !ok {
			t.Fatal("no row")
		}
		destination[key] = row
	}
	stored := src.pos // of the last record, which was acknowledged

	sys.set(1, "a, changed while stopped")
	sys.delete(2)
	sys.set(3, "c, changed while stopped")

	src = open(sys, &stored)
	for {
		key, row, ok := src.nextRow()
		if !ok {
			break
		}
		destination[key] = row
	}
	sys.set(4, "d, changed after the restart")
	for _, c := range src.changes() {
		if c.row == nil {
			delete(destination, c.key)
			continue
		}
		destination[c.key] = *c.row
	}
	return sys, destination
}

func TestProof(t *testing.T) {
	for stop := 1; stop <= 4; stop++ {
		sys, got := replicate(t, goodOpen, stop)
		if !maps.Equal(got, sys.rows) {
			t.Errorf("good, after %d rows: got %v, want %v",
				stop, got, sys.rows)
		}
	}

	sys, got := replicate(t, badOpen, 2)
	want := map[int]string{
		1: "a, changed while running", // an update is lost
		2: "b",                        // and a deletion
		3: "c, changed while stopped",
		4: "d, changed after the restart",
	}
	if !maps.Equal(got, want) {
		t.Errorf("bad: got %v, want %v", got, want)
	}
	for key := 1; key <= 4; key++ {
		row, ok := sys.rows[key]
		switch {
		case !ok:
			t.Logf("bad: row %d was deleted, the destination has %q",
				key, got[key])
		case row != got[key]:
			t.Logf("bad: row %d is %q, the destination has %q",
				key, row, got[key])
		}
	}
}
