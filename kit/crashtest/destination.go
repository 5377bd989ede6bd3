package crashtest

import (
	"cmp"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Destination is a destination under test.
type Destination struct {
	// Connector is the connector that has the destination, to run in this
	// process; NewDestination and NewSpecification are used.
	Connector sdk.Connector
	// Binary is the path of the built connector: see Build. If it is set, each
	// start is a process of its own, a kill is a SIGKILL, and Connector is not
	// used. There are more kills then: while a batch is written. Write is not
	// called without records, which needs the destination in this process.
	Binary string
	// Target returns a new target without rows, for one scenario. It may use
	// t.TempDir, t.Cleanup and t.Fatal.
	Target func(t *testing.T) Target
	// Fields names the columns of a row, and the collection that the records
	// name; "id", "value" and none if it is empty.
	Fields Fields
	// Keys are those that rows have, at least eight. If it is empty there are
	// negative ones, zero, and some beyond 2^53.
	Keys []int64
	// Poison turns a record into one that the target refuses, for example by
	// a value that violates a constraint. With or without it the destination
	// has to refuse a record whose operation does not exist.
	Poison func(opencdc.Record) opencdc.Record
	// Bulk: of a batch with a record that fails, later records may be stored.
	// They are rejected nevertheless, and come again.
	Bulk bool
	// Quick sends batches of up to two records instead of three: about 300
	// instead of 800, for a target that is slow.
	Quick bool
	// Random is the number of random scenarios; 20 if it is 0, none if it is
	// negative.
	Random int
	// Seed is that of the first random scenario; 1 if it is 0. The environment
	// variable CRASHTEST_SEED takes precedence.
	Seed int64
	// Patience is how long to wait for an acknowledgement or a stop before it
	// counts as missing; ten seconds if it is 0.
	Patience time.Duration

	process *binary // nil: the destination runs in this process
}

// Target is what a destination writes to. Besides the two methods it may be a
// ConnectionCounter.
type Target interface {
	// Config returns the settings of a destination that writes there.
	Config() config.Config
	// Rows returns all rows, in any order. A row that is there twice is
	// returned twice.
	Rows(ctx context.Context) ([]Row, error)
}

// Row is a row of a target.
type Row struct {
	Key   int64
	Value string
}

// RunDestination runs a destination through all scenarios, each of them a
// subtest: batches of all operations on few keys, in one message and record by
// record, with the SDK's batches and without; each batch twice; a record that
// fails at each place of a batch; no records, and records without a key; kills
// between batches, after which records come again. After five scenarios that
// failed, the rest is left out.
//
// After each answer, before anything else happens, it reads the target. What
// was acknowledged has to be there, what was rejected must not, and the last
// record of a row has the last word. Creating a row that exists, updating or
// deleting one that does not, is no error: that is what a record looks like
// which comes again.
func RunDestination(t *testing.T, d Destination) {
	t.Helper()
	failures, slowest := 0, time.Duration(0)
	d.check(t, func(t *testing.T, r *result) bool {
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

// FindInDestination runs a destination as RunDestination does, and returns what
// it finds instead of failing the test. It ends early when it has found one of
// the kinds.
func FindInDestination(t *testing.T, d Destination, until ...Kind) []Finding {
	t.Helper()
	var f finder
	d.check(t, f.next(until))
	return f.findings
}

// check runs the scenarios until next returns false.
func (d Destination) check(
	t *testing.T, next func(*testing.T, *result) bool,
) {
	t.Helper()
	d, err := d.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	defer d.process.log(t)
	for _, sc := range d.scenarios() {
		goOn := true
		t.Run(sc.name, func(t *testing.T) {
			t.Helper()
			goOn = next(t, d.run(t, sc))
		})
		if !goOn {
			return
		}
	}
}

// withDefaults fills in what was left out.
func (d Destination) withDefaults() (Destination, error) {
	inProcess := d.Connector.NewDestination != nil &&
		d.Connector.NewSpecification != nil
	if d.Binary == "" && !inProcess || d.Target == nil {
		return d, errors.New("crashtest: a Destination needs a Target, and " +
			"a Binary or a Connector with NewDestination and NewSpecification")
	}
	d.Fields = d.Fields.withDefaults()
	if len(d.Keys) == 0 {
		d.Keys = defaultKeys()
	}
	if len(d.Keys) < fewestKeys {
		return d, errFewKeys(len(d.Keys))
	}
	d.Random = max(0, cmp.Or(d.Random, 20))
	d.Patience = cmp.Or(d.Patience, 10*time.Second)
	var err error
	if d.Binary != "" {
		if d.process, err = newBinary(d.Binary, d.Patience); err != nil {
			return d, err
		}
	}
	d.Seed, err = seed(d.Seed)
	return d, err
}

// batchable tells whether the destination has the SDK's batches.
func (d Destination) batchable() bool {
	var parameters config.Parameters
	if d.process != nil {
		parameters = d.process.spec.DestinationParams
	} else {
		parameters = d.Connector.NewSpecification().DestinationParams
	}
	_, ok := parameters["sdk.batch.size"]
	return ok
}
