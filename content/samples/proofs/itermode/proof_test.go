package itermode

import (
	"context"
	"errors"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// TestProof starts five times at a position behind the snapshot of three rows.
func TestProof(t *testing.T) {
	pos := iterator.Position{
		System: "db-1", Mode: iterator.ModeChanges, ChangesAfter: "41",
	}
	for name, test := range map[string]struct {
		open func(context.Context, iterator.System, iterator.Position,
			bool) (iterator.Iterator, error)
		want int
	}{
		"good": {goodOpen, 0},
		"bad":  {badOpen, 15}, // the whole table, at each start
	} {
		t.Run(name, func(t *testing.T) {
			got := 0
			for range 5 {
				it, err := test.open(t.Context(), system{}, pos, true)
				if err != nil {
					t.Fatal(err)
				}
				for {
					recs, err := it.NextN(t.Context(), 1)
					if errors.Is(err, iterator.ErrDone) ||
						errors.Is(err, errQuiet) {
						break
					}
					if err != nil {
						t.Fatal(err)
					}
					got += len(recs)
				}
			}
			if got != test.want {
				t.Fatalf("%s: got %d snapshot records, want %d",
					name, got, test.want)
			}
			if name == "bad" {
				t.Logf("bad: 5 starts after the snapshot of 3 rows deliver "+
					"%d snapshot records", got)
			}
		})
	}
}

// system has three rows, and no change after the position.
type system struct{}

func (system) ID() string { return "db-1" }

func (system) LogStart(context.Context, bool) (string, error) {
	return "0", nil
}

func (system) Snapshot(
	context.Context, iterator.Position,
) (iterator.Iterator, error) {
	return &rows{left: 3, end: iterator.ErrDone}, nil
}

func (system) Changes(
	context.Context, iterator.Position,
) (iterator.Iterator, error) {
	return &rows{end: errQuiet}, nil
}

var errQuiet = errors.New("no change to wait for")

type rows struct {
	left int
	end  error
}

func (r *rows) NextN(context.Context, int) ([]opencdc.Record, error) {
	if r.left == 0 {
		return nil, r.end
	}
	r.left--
	return make([]opencdc.Record, 1), nil
}

func (*rows) Ack(context.Context, opencdc.Position) error { return nil }

func (*rows) Teardown(context.Context) error { return nil }
