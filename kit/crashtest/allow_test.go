package crashtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// TestAllow: what a source states is forgiven, and only then.
func TestAllow(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		allow  Allow
		mutate func(*memSource)
	}{
		"Again": {Allow{Again: 1}, mutation(">= for > in the change log")},
		"SnapshotAgain": {Allow{SnapshotAgain: true}, func(s *memSource) {
			s.resume = func(raw opencdc.Position) error {
				err := s.resumeAt(raw)
				s.pos.LastKey = nil
				return err
			}
		}},
		"Overlap":  {Allow{Overlap: true}, mutation("no upper bound")},
		"NoBefore": {Allow{NoBefore: true}, mutation("lost before image")},
		"NoStart": {Allow{NoStart: true}, mutation(
			"start of the log is not kept without a position")},
		"NoSnapshot": {Allow{NoSnapshot: true}, func(s *memSource) {
			s.upTo = func(int64) bool { return false }
		}},
		"NoDeletes": {Allow{NoDeletes: true}, func(s *memSource) {
			s.take = func(int) []opencdc.Record {
				return slices.DeleteFunc(s.takeN(0),
					func(rec opencdc.Record) bool {
						return rec.Operation == opencdc.OperationDelete
					})
			}
		}},
		"LastState": {Allow{LastState: true}, mutation("create as update")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, allow := range []Allow{test.allow, {}} {
				s := Source{
					Connector: memConnector(test.mutate, noMutation),
					System: func(t *testing.T) System {
						return newPlainMemory(t)
					},
					Allow: allow, Quick: true, Random: 3,
					Patience: 5 * time.Second,
				}
				if allow == (Allow{}) {
					s.Patience = 200 * time.Millisecond
				}
				found := ""
				s.check(t, func(_ *testing.T, r *result) bool {
					if len(r.findings) > 0 {
						found = r.report(t.Name())
					}
					return found == ""
				})
				if allow != (Allow{}) && found != "" {
					t.Errorf("is not forgiven: %s", found)
				}
				if allow == (Allow{}) && found == "" {
					t.Error("is forgiven although it is not stated")
				}
			}
		})
	}
}

func mutation(name string) func(*memSource) {
	for _, m := range sourceMutations {
		if m.name == name {
			return m.mutate
		}
	}
	panic("there is no mutation " + name)
}

// OneClient leaves out the kills that leave a connection open.
func TestOneClient(t *testing.T) {
	t.Parallel()
	for _, way := range (Source{Allow: Allow{OneClient: true}}).ways() {
		if way.end == killed {
			t.Errorf("%s, %s", way.end, way.name)
		}
	}
}

// singleSource has Read only, as many older sources do.
type singleSource struct{ *memSource }

func (s singleSource) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return nil, sdk.ErrUnimplemented
}

func (s singleSource) Read(ctx context.Context) (opencdc.Record, error) {
	recs, err := s.memSource.ReadN(ctx, 1)
	if err != nil {
		return opencdc.Record{}, err
	}
	return recs[0], nil
}

func TestSourceWithRead(t *testing.T) {
	t.Parallel()
	c := memConnector(noMutation, noMutation)
	c.NewSource = func() sdk.Source {
		return sdk.SourceWithMiddleware(singleSource{plainSource(noMutation)})
	}
	RunSource(t, Source{
		Connector: c, Quick: true, Random: 3,
		System: func(t *testing.T) System { return newPlainMemory(t) },
	})
}

func TestIncompleteUse(t *testing.T) {
	t.Parallel()
	if _, err := (Source{}).withDefaults(); err == nil {
		t.Error("a Source without a System is accepted")
	}
	if _, err := (Destination{}).withDefaults(); err == nil {
		t.Error("a Destination without a Target is accepted")
	}
	s := Source{
		Connector: memConnector(noMutation, noMutation),
		System:    func(*testing.T) System { return nil },
		Keys:      []int64{1, 2, 3},
	}
	if _, err := s.withDefaults(); err == nil {
		t.Error("three keys are accepted")
	}
}

// TestBulk: of a batch that fails, later records may be stored if that is
// stated.
func TestBulk(t *testing.T) {
	t.Parallel()
	bulk := func(d *memDestination) {
		d.write = func(_ context.Context, recs records) (int, error) {
			n, errs := len(recs), []error(nil)
			for i, rec := range recs {
				if err := d.apply(rec); err != nil {
					n = min(n, i)
					errs = append(errs, err)
				}
			}
			return n, errors.Join(errs...)
		}
	}
	for _, allowed := range []bool{true, false} {
		d := memDestinationUnderTest(bulk)
		d.Bulk, d.Quick = allowed, true
		found := false
		d.check(t, func(_ *testing.T, r *result) bool {
			if len(r.findings) > 0 {
				found = true
				if allowed || !r.has(WrongCount) {
					t.Error(r.report(t.Name()))
				}
			}
			return !found
		})
		if found == allowed {
			t.Errorf("allowed: %t, found: %t", allowed, found)
		}
	}
}
