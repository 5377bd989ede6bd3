package poscontent

import (
	"maps"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

type connector struct {
	open   func(*system, opencdc.Position) (*source, error)
	encode func(*source) (opencdc.Position, error)
}

// replicate stops a source after the second of four rows, changes the first
// two rows, and starts it again from the position that Conduit has stored.
func replicate(
	t *testing.T, c connector,
) (stored opencdc.Position, destination map[int]string, sys *system) {
	t.Helper()
	sys = &system{rows: map[int]string{1: "a", 2: "b", 3: "c", 4: "d"}}
	destination = map[int]string{}
	for restart := range 2 {
		src, err := c.open(sys, stored)
		if err != nil {
			t.Fatal(err)
		}
		for read := 0; restart == 1 || read < 2; read++ {
			key, ok := src.nextRow()
			if !ok {
				break
			}
			destination[key] = sys.rows[key]
		}
		if restart == 1 {
			for _, c := range src.changes() {
				delete(destination, c.key)
				if c.row != nil {
					destination[c.key] = *c.row
				}
			}
			continue
		}
		if stored, err = c.encode(src); err != nil {
			t.Fatal(err)
		}
		sys.set(1, "a2") // while the source is down
		sys.delete(2)
	}
	return stored, destination, sys
}

func TestProof(t *testing.T) {
	_, got, sys := replicate(t, connector{goodOpen, goodEncode})
	if !maps.Equal(got, sys.rows) {
		t.Errorf("good: got %v, want %v", got, sys.rows)
	}

	stored, got, sys := replicate(t, connector{badOpen, badEncode})
	want := map[int]string{1: "a", 2: "b", 3: "c", 4: "d"}
	if !maps.Equal(got, want) {
		t.Errorf("bad: got %v, want %v", got, want)
	}
	t.Logf("bad: stopped after 2 of 4 rows, Conduit has %s", stored)
	t.Logf("bad: meanwhile row 1 is updated, row 2 deleted")
	t.Logf("bad: destination %v, table %v", got, sys.rows)
}
