package crashtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

type records = []opencdc.Record

// destinationMutations are destinations that are wrong in one way, and what
// gives them away.
var destinationMutations = []struct {
	name   string
	kind   Kind
	mutate func(*memDestination)
}{
	{"acknowledge before durable", Lost, func(d *memDestination) {
		var cached []opencdc.Record
		d.write = func(ctx context.Context, recs records) (int, error) {
			if _, err := d.writeAll(ctx, cached); err != nil {
				return 0, err
			}
			cached = slices.Clone(recs)
			return len(recs), nil
		}
	}},
	{"wrong n: all but the last one", Lost, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			if len(recs) < 2 {
				return d.writeAll(ctx, recs)
			}
			_, err := d.writeAll(ctx, recs[:len(recs)-1])
			return len(recs), err
		}
	}},
	{"rolled back, and counted", Lost, func(d *memDestination) {
		d.write = func(_ context.Context, recs records) (int, error) {
			return d.inTransaction(recs)
		}
	}},
	{"batch partly applied, n = 0", WrongCount, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			n, err := d.writeAll(ctx, recs)
			if err != nil {
				n = 0
			}
			return n, err
		}
	}},
	{"n beyond the batch", WrongCount, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			n, err := d.writeAll(ctx, recs)
			return n + 1, err
		}
	}},
	{"less than all, without an error", WrongCount, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			n, _ := d.writeAll(ctx, recs)
			return n, nil
		}
	}},
	{"all, with an error", WrongCount, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			_, err := d.writeAll(ctx, recs)
			return len(recs), err
		}
	}},
	{"swallowed error", Lost, func(d *memDestination) {
		d.upsert = func(key int64, value string) error {
			if key == 0 {
				return nil
			}
			return d.put(key, value)
		}
	}},
	{"refused by the target, and acknowledged", WrongOperation,
		func(d *memDestination) {
			d.write = func(
				ctx context.Context, recs []opencdc.Record,
			) (int, error) {
				for _, rec := range recs {
					_ = d.apply(rec)
				}
				return len(recs), nil
			}
		}},
	{"insert that is not idempotent", NotIdempotent,
		func(d *memDestination) {
			d.apply = func(rec opencdc.Record) error {
				if rec.Operation == opencdc.OperationCreate &&
					d.exists(rec) {
					return errors.New("the key exists")
				}
				return d.applyOne(rec)
			}
		}},
	{"insert without a key", Duplicated, func(d *memDestination) {
		d.upsert = func(key int64, value string) error {
			d.sys.mu.Lock()
			old, ok := d.sys.rows[key]
			if ok {
				d.sys.appends = append(d.sys.appends, Row{key, old})
			}
			d.sys.mu.Unlock()
			return d.put(key, value)
		}
	}},
	{"update of an absent row is an error", NotIdempotent,
		func(d *memDestination) {
			d.apply = func(rec opencdc.Record) error {
				if rec.Operation == opencdc.OperationUpdate &&
					!d.exists(rec) {
					return errors.New("there is no such row")
				}
				return d.applyOne(rec)
			}
		}},
	{"update of an absent row does nothing", Lost, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			if rec.Operation == opencdc.OperationUpdate && !d.exists(rec) {
				return nil
			}
			return d.applyOne(rec)
		}
	}},
	{"delete of an absent row is an error", NotIdempotent,
		func(d *memDestination) {
			d.remove = func(key int64) error {
				if !d.has(key) {
					return errors.New("there is no such row")
				}
				return d.drop(key)
			}
		}},
	{"delete needs the old row", NotIdempotent, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			if rec.Operation == opencdc.OperationDelete &&
				rec.Payload.Before == nil {
				return errors.New("there is no old row")
			}
			return d.applyOne(rec)
		}
	}},
	{"same key twice in a batch: the first one wins", Reordered,
		func(d *memDestination) {
			d.write = func(
				ctx context.Context, recs []opencdc.Record,
			) (int, error) {
				written := make(map[string]bool)
				for i, rec := range recs {
					key := string(rec.Key.Bytes())
					if written[key] &&
						rec.Operation != opencdc.OperationDelete {
						continue
					}
					written[key] = true
					if err := d.apply(rec); err != nil {
						return i, err
					}
				}
				return len(recs), nil
			}
		}},
	{"batch grouped by operation", Reordered, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			var sorted []opencdc.Record
			for _, deletes := range []bool{true, false} {
				for _, rec := range recs {
					is := rec.Operation == opencdc.OperationDelete
					if is == deletes {
						sorted = append(sorted, rec)
					}
				}
			}
			return d.writeAll(ctx, sorted)
		}
	}},
	{"only the first record of a batch", Lost, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			if len(recs) == 0 {
				return 0, nil
			}
			_, err := d.writeAll(ctx, recs[:1])
			return len(recs), err
		}
	}},
	{"deletion that is ignored", Lost, func(d *memDestination) {
		d.remove = func(int64) error { return nil }
	}},
	{"snapshot that is refused", Fails, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			if rec.Operation == opencdc.OperationSnapshot {
				return errors.New("unknown operation snapshot")
			}
			return d.applyOne(rec)
		}
	}},
	{"unknown operation is written", WrongOperation,
		func(d *memDestination) {
			d.apply = func(rec opencdc.Record) error {
				if rec.Operation == 0 {
					rec.Operation = opencdc.OperationCreate
				}
				return d.applyOne(rec)
			}
		}},
	{"values that are cut", WrongData, func(d *memDestination) {
		d.upsert = func(key int64, value string) error {
			return d.put(key, value+" ")
		}
	}},
	{"empty batch fails", Fails, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			if len(recs) == 0 {
				return 0, errors.New("INSERT INTO t VALUES: syntax error")
			}
			return d.writeAll(ctx, recs)
		}
	}},
	{"empty batch panics", Panics, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			_ = recs[0].Metadata
			return d.writeAll(ctx, recs)
		}
	}},
	{"nil key panics", Panics, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			_ = rec.Key.Bytes()
			return d.applyOne(rec)
		}
	}},
	{"no payload panics", Panics, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			if rec.Operation != opencdc.OperationDelete {
				_ = rec.Payload.After.Bytes()
			}
			return d.applyOne(rec)
		}
	}},
	{"nil key is acknowledged and dropped", Lost, func(d *memDestination) {
		d.apply = func(rec opencdc.Record) error {
			if rec.Key == nil {
				return nil
			}
			return d.applyOne(rec)
		}
	}},
	{"Write that hangs", Stuck, func(d *memDestination) {
		d.write = func(ctx context.Context, recs records) (int, error) {
			if len(recs) == 2 {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return d.writeAll(ctx, recs)
		}
	}},
	{"Teardown that hangs", StopHangs, func(d *memDestination) {
		d.teardown = func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}
	}},
	{"Teardown that fails without Open", Fails, func(d *memDestination) {
		d.teardown = func(ctx context.Context) error {
			if d.sys == nil {
				return errors.New("not open")
			}
			return d.close(ctx)
		}
	}},
	{"goroutine left behind", Leak, func(d *memDestination) {
		d.opened = func() { go func() { select {} }() }
	}},
	{"connection left open", Leak, func(d *memDestination) {
		d.teardown = func(context.Context) error { return nil }
	}},
}

func TestDestinationMutations(t *testing.T) {
	t.Parallel()
	for _, m := range destinationMutations {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			d := memDestinationUnderTest(m.mutate)
			d.Target = func(t *testing.T) Target { return newPlainMemory(t) }
			d.Quick = true // batches of three find nothing more
			d.Patience = 200 * time.Millisecond
			var seen []string
			caught := false
			d.check(t, func(_ *testing.T, r *result) bool {
				for _, f := range r.findings {
					seen = append(seen, fmt.Sprintf("%s: %s", r.name, f))
				}
				caught = caught || r.has(m.kind)
				return !caught && len(seen) < 20
			})
			if !caught {
				t.Errorf("%s was not found, but %q", m.kind, seen)
			}
		})
	}
}

// inTransaction writes all records or none.
func (d *memDestination) inTransaction(
	recs []opencdc.Record,
) (int, error) {
	d.sys.mu.Lock()
	before := make(map[int64]string)
	for key, value := range d.sys.rows {
		before[key] = value
	}
	d.sys.mu.Unlock()
	for i, rec := range recs {
		if err := d.apply(rec); err != nil {
			d.sys.mu.Lock()
			d.sys.rows = before
			d.sys.mu.Unlock()
			return i, err // should be 0
		}
	}
	return len(recs), nil
}

// exists tells whether the row of a record is there.
func (d *memDestination) exists(rec opencdc.Record) bool {
	e, err := Fields{}.withDefaults().parse(context.Background(), rec)
	return err == nil && d.has(e.key)
}

func (d *memDestination) has(key int64) bool {
	d.sys.mu.Lock()
	defer d.sys.mu.Unlock()
	_, ok := d.sys.rows[key]
	return ok
}
