package testrestart

import (
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// TestProof runs both tests on a source that is right and on two that lose
// changes. The stop that shows a defect differs: after one row of the snapshot,
// and between two rows of an event.
func TestProof(t *testing.T) {
	sources := []struct {
		kind string
		source
	}{
		{"is right", source{}},
		{"forgets the start", source{forgetsStart: true}},
		{"shares a position", source{sharesPosition: true}},
	}
	for name, test := range map[string]struct {
		restart func(*testing.T, func(*store) sdk.Source) error
		want    map[string]string
	}{
		"good": {goodRestart, map[string]string{
			"forgets the start": "stop after 1: " +
				"got map[1:A 2:b 3:c 4:d], " +
				"want map[1:down 2:b 3:c 4:d 5:e 6:f]",
			"shares a position": "stop after 6: " +
				"got map[1:down 2:b 3:c 4:d 5:e], " +
				"want map[1:down 2:b 3:c 4:d 5:e 6:f]",
		}},
		"bad": {badRestart, nil}, // finds nothing
	} {
		for _, src := range sources {
			var got string
			err := test.restart(t, func(s *store) sdk.Source {
				started := src.source // each start is a new process
				started.store = s
				return &started
			})
			if err != nil {
				got = err.Error()
			}
			if got != test.want[src.kind] {
				t.Errorf("%s: source that %s: got %q, want %q",
					name, src.kind, got, test.want[src.kind])
			}
			if name == "bad" && src.kind != "is right" {
				t.Logf("bad: the test passes with a source that %s: %t",
					src.kind, err == nil)
			}
		}
	}
}
