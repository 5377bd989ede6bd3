package crashtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Source is a source under test.
type Source struct {
	// Connector is the connector that has the source, to run in this process.
	// NewSource makes one for each start, and NewSpecification tells its
	// parameters: without their defaults the middleware cannot run.
	Connector sdk.Connector
	// Binary is the path of the built connector: see Build. If it is set, each
	// start is a process of its own, a kill is a SIGKILL, and Connector is not
	// used. There are more kills then: in Open, and between two records.
	Binary string
	// System returns a new system without rows, for one scenario. It may use
	// t.TempDir, t.Cleanup and t.Fatal.
	System func(t *testing.T) System
	// Fields names the columns of a row; "id" and "value" if it is empty.
	Fields Fields
	// Keys are those that rows have, at least eight, in the order in which a
	// snapshot reads them. If it is empty there are negative ones, zero, and
	// some beyond 2^53, in an order that is also that of their texts.
	Keys []int64
	// Allow states what the source cannot do.
	Allow Allow
	// Quick ends each record in one way instead of all: about 40 scenarios
	// instead of 250, for a system that is slow to set up.
	Quick bool
	// Random is the number of random scenarios; 20 if it is 0, none if it is
	// negative.
	Random int
	// Seed is that of the first random scenario; 1 if it is 0. The environment
	// variable CRASHTEST_SEED takes precedence: a nightly run can look further.
	Seed int64
	// Patience is how long to wait for a record, a stop or the end of a
	// goroutine before it counts as missing; ten seconds if it is 0. Only runs
	// that fail wait as long.
	Patience time.Duration

	process *binary // nil: the source runs in this process
}

// System is the system that a source reads. Besides the two methods it may be
// a ConnectionCounter and an Interrupter.
type System interface {
	// Config returns the settings of a source that reads this system. Let it
	// fetch few rows at a time, two for example, so that pages have borders.
	Config() config.Config
	// Write makes one change. It is durable when Write returns.
	Write(ctx context.Context, c Change) error
}

// ConnectionCounter tells how many connections the connector has open.
type ConnectionCounter interface {
	Connections(ctx context.Context) (int, error)
}

// Interrupter lets the next request of the source fail, once; for example by
// ending its connections. The source may go on, or return an error: Conduit
// starts it again then.
type Interrupter interface {
	Interrupt(ctx context.Context) error
}

// RunSource runs a source through all scenarios: each record is once the last
// one before a stop, a failure and a kill, with acknowledgements that are
// prompt, late, in batches or never come, and with the position stored before
// or after the acknowledgement, as Conduit v0.19 and v0.18 do; then restarts
// after each record, and random scenarios. Each one is a subtest. After five
// of them failed, the rest is left out.
//
// It demands that the rows which are there at the first start come as snapshot
// records, and every change after it as a record of its own, also after a
// restart; that no record comes again which the stored position covers; that
// the changes of a row come in order, with the row before them; that positions
// differ; that nothing waits for an acknowledgement or for the next change;
// that Stop and Teardown return, and leave no goroutine and no connection.
func RunSource(t *testing.T, s Source) {
	t.Helper()
	failures, slowest := 0, time.Duration(0)
	s.check(t, func(t *testing.T, r *result) bool {
		t.Helper()
		slowest = max(slowest, r.stop)
		if len(r.findings) > 0 {
			failures++
			t.Error(r.report(t.Name()))
		}
		return failures < maxFailures
	})
	t.Logf("the slowest stop took %v", slowest.Round(time.Microsecond))
}

// FindInSource runs a source as RunSource does, and returns what it finds
// instead of failing the test. It ends early when it has found one of the
// kinds. With it, a test can prove that a fault would be found: plant it.
func FindInSource(t *testing.T, s Source, until ...Kind) []Finding {
	t.Helper()
	var f finder
	s.check(t, f.next(until))
	return f.findings
}

// finder collects findings.
type finder struct {
	findings []Finding
	failures int
}

// next returns what is called after each scenario.
func (f *finder) next(until []Kind) func(*testing.T, *result) bool {
	return func(_ *testing.T, r *result) bool {
		if len(r.findings) > 0 {
			f.failures++
		}
		f.findings = append(f.findings, r.findings...)
		return f.failures < maxFailures && !slices.ContainsFunc(until, r.has)
	}
}

// maxFailures ends a run.
const maxFailures = 5

// check runs the scenarios until next returns false.
func (s Source) check(
	t *testing.T, next func(*testing.T, *result) bool,
) {
	t.Helper()
	s, err := s.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	defer s.process.log(t)
	run := func(name string, scenario func(*testing.T) *result) bool {
		goOn := true
		t.Run(name, func(t *testing.T) {
			t.Helper()
			r := scenario(t)
			r.name = name
			goOn = next(t, r)
		})
		return goOn
	}
	for _, lc := range s.lifecycles() {
		if !run(lc.name, lc.run) {
			return
		}
	}
	scenarios := s.scenarios()
	if _, ok := s.System(t).(Interrupter); ok {
		scenarios = append(s.interruptions(), scenarios...)
	}
	for _, sc := range scenarios {
		if !run(sc.name, func(t *testing.T) *result {
			return s.run(t, sc)
		}) {
			return
		}
	}
}

// withDefaults fills in what was left out.
func (s Source) withDefaults() (Source, error) {
	inProcess := s.Connector.NewSource != nil &&
		s.Connector.NewSpecification != nil
	if s.Binary == "" && !inProcess || s.System == nil {
		return s, errors.New("crashtest: a Source needs a System, and a " +
			"Binary or a Connector with NewSource and NewSpecification")
	}
	s.Fields = s.Fields.withDefaults()
	if len(s.Keys) == 0 {
		s.Keys = defaultKeys()
	}
	if len(s.Keys) < fewestKeys {
		return s, errFewKeys(len(s.Keys))
	}
	s.Random = max(0, cmp.Or(s.Random, 20))
	s.Patience = cmp.Or(s.Patience, 10*time.Second)
	var err error
	if s.Binary != "" {
		if s.process, err = newBinary(s.Binary, s.Patience); err != nil {
			return s, err
		}
	}
	s.Seed, err = seed(s.Seed)
	return s, err
}

// seed returns the seed of the environment, or the given one.
func seed(given int64) (int64, error) {
	text := os.Getenv("CRASHTEST_SEED")
	if text == "" {
		return cmp.Or(given, 1), nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("crashtest: CRASHTEST_SEED: %w", err)
	}
	return n, nil
}

// batchable tells whether the source has the SDK's batches.
func (s Source) batchable() bool {
	var parameters config.Parameters
	if s.process != nil {
		parameters = s.process.spec.SourceParams
	} else {
		parameters = s.Connector.NewSpecification().SourceParams
	}
	_, ok := parameters["sdk.batch.size"]
	return ok
}
