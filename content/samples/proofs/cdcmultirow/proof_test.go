package cdcmultirow

import (
	"slices"
	"testing"
)

type recordsFunc func(e event, last position) []record

// read returns what a source delivers that starts at a position.
func read(log []event, records recordsFunc, last position) []record {
	var all []record
	for _, e := range log {
		all = append(all, records(e, last)...)
	}
	return all
}

// withRestart stops after a number of records, and starts again from the
// position of the last one.
func withRestart(log []event, records recordsFunc, stop int) []string {
	seen := read(log, records, position{})[:stop]
	var last position
	if stop > 0 {
		last = seen[stop-1].position
	}
	seen = append(slices.Clone(seen), read(log, records, last)...)
	rows := make([]string, len(seen))
	for i, rec := range seen {
		rows[i] = rec.row
	}
	return rows
}

func TestProof(t *testing.T) {
	log := []event{
		{number: 1, rows: []string{"a"}},
		{number: 2, rows: []string{"b", "c", "d"}},
		{number: 3, rows: []string{"e"}},
	}
	all := []string{"a", "b", "c", "d", "e"}
	bad := map[int][]string{
		2: {"a", "b", "e"}, // c and d are lost
		3: {"a", "b", "c", "e"},
	}
	for stop := range len(all) + 1 {
		got := withRestart(log, goodRecords, stop)
		if !slices.Equal(got, all) {
			t.Errorf("good, restart after %d: got %q, want %q",
				stop, got, all)
		}
		want, ok := bad[stop]
		if !ok {
			want = all // between two events it makes no difference
		}
		got = withRestart(log, badRecords, stop)
		if !slices.Equal(got, all) {
			t.Logf("bad: restarted after %q: delivered %q in all, want %q",
				got[stop-1], got, all)
		}
		if !slices.Equal(got, want) {
			t.Errorf("bad, restart after %d: got %q, want %q",
				stop, got, want)
		}
	}
}
