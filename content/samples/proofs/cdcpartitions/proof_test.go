package cdcpartitions

import (
	"slices"
	"testing"
)

type readableFunc func(listed []shard, at map[string]progress) []shard

// readAll reads a record of each readable shard in turn, and returns the
// values in the order of delivery.
func readAll(s *stream, readable readableFunc) []string {
	at := map[string]progress{}
	var values []string
	for {
		idle := true
		for _, sh := range readable(s.shards, at) {
			p := at[sh.id]
			rec, ok, ended := s.read(sh.id, p.After)
			switch {
			case ok:
				values = append(values, rec.value)
				at[sh.id] = progress{After: p.After + 1}
				idle = false
			case ended:
				at[sh.id] = progress{After: p.After, Ended: true}
				idle = false
			}
		}
		if idle {
			return values
		}
	}
}

func TestProof(t *testing.T) {
	s := &stream{
		// The first parent is listed no more: it is older than the retention.
		shards: []shard{{id: "parent", parent: "gone"},
			{id: "child", parent: "parent"}, {id: "open", parent: "child"}},
		records: map[string][]record{
			"parent": {{"k", "v1"}, {"k", "v2"}, {"k", "v3"}},
			"child":  {{"k", "v4"}, {"k", "v5"}},
			"open":   {{"k", "v6"}},
		},
	}
	want := []string{"v1", "v2", "v3", "v4", "v5", "v6"}
	if got := readAll(s, goodReadable); !slices.Equal(got, want) {
		t.Errorf("good: got %q, want %q", got, want)
	}
	// The last value of the key is v6; this source ends with v3.
	want = []string{"v1", "v4", "v6", "v2", "v5", "v3"}
	got := readAll(s, badReadable)
	if !slices.Equal(got, want) {
		t.Errorf("bad: got %q, want %q", got, want)
	}
	t.Logf("bad: six changes of one key arrived as %q: its value is now %s",
		got, got[len(got)-1])
}
