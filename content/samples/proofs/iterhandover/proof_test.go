package iterhandover

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// TestProof reads two rows and a change into a destination that writes, and so
// acknowledges, three records at a time. It gives up after an hour of the
// bubble's time.
func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		open func() source
		read int
		err  error
	}{
		"good": {
			func() source {
				return &goodCombined{
					snapshot: rows(2), changes: rows(1), acks: acksOf(2),
				}
			}, 3, nil,
		},
		"bad": {
			func() source {
				return &badCombined{
					snapshot: rows(2), changes: rows(1), acks: acksOf(2),
				}
			}, 2, context.DeadlineExceeded,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				read, err := pipe(ctx, test.open())
				if read != test.read || !errors.Is(err, test.err) {
					t.Fatalf("%s: read %d records, %v; want %d, %v",
						name, read, err, test.read, test.err)
				}
				if name == "bad" {
					t.Logf("bad: 3 records are acknowledged at once, or none")
					t.Logf("bad: read %d, then none for an hour: %v", read, err)
				}
			})
		})
	}
}

type source interface {
	NextN(context.Context, int) ([]opencdc.Record, error)
	ack()
}

// pipe reads until three records were acknowledged.
func pipe(ctx context.Context, src source) (read int, err error) {
	for read < 3 {
		recs, err := src.NextN(ctx, 1)
		if err != nil {
			return read, err
		}
		read += len(recs)
	}
	for range read { // the batch is full
		src.ack()
	}
	return read, nil
}

// acksOf has room for the acknowledgement of each record.
func acksOf(rows int) acks {
	return acks{open: rows, came: make(chan struct{}, rows+1)}
}

// rows returns an iterator with that many records.
func rows(n int) iterator.Iterator { return &fake{left: n} }

type fake struct{ left int }

func (f *fake) NextN(context.Context, int) ([]opencdc.Record, error) {
	if f.left == 0 {
		return nil, iterator.ErrDone
	}
	f.left--
	return make([]opencdc.Record, 1), nil
}

func (*fake) Ack(context.Context, opencdc.Position) error { return nil }

func (*fake) Teardown(context.Context) error { return nil }
