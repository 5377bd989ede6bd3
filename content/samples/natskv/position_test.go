package natskv

import (
	"math"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

func TestPosition(t *testing.T) {
	for _, raw := range []opencdc.Position{nil, {}} {
		if pos, err := parsePosition(raw); pos != nil || err != nil {
			t.Errorf("%q: %v, %v", raw, pos, err)
		}
	}
	pos := position{
		Version: positionVersion, Bucket: "b", Created: time.Unix(1, 7).UTC(),
		Revision: math.MaxUint64 - 1, SnapshotTo: math.MaxUint64,
		Since: time.Unix(2, 9).UTC(),
	}
	raw, err := pos.encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := parsePosition(raw); err != nil || *got != pos {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestPositionIsRefused(t *testing.T) {
	const rest = `"bucket":"b","created":"2026-01-01T00:00:00Z",` +
		`"since":"2026-01-01T00:00:00Z"`
	for raw, want := range map[string]string{
		`x`:                            "damaged",
		`7`:                            "damaged",
		`{}`:                           "version 0",
		`{"version":2,` + rest + `}`:   "version 2",
		`{"version":1,` + rest + `}`:   "revision is missing",
		`{"version":1,"revision":"7"}`: "damaged",
		`{"version":1,"revision":7}`:   "bucket is missing",
		`{"version":1,"bucket":"b"}`:   "created is missing",
		`{"version":1,"revision":7,"snapshotTo":6,` + rest + `}`: "beyond",
	} {
		_, err := parsePosition(opencdc.Position(raw))
		wantError(t, err, want)
	}
}
