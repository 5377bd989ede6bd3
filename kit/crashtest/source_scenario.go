package crashtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// scenario is what is done to one source and its system.
type scenario struct {
	name   string
	repeat string // more about how to repeat it; may be empty
	batch  int    // sdk.batch.size; 0 leaves the configuration alone
	rows   []int64
	writes []timed
	// runs are all runs but the last one, which reads to the end.
	runs []run
}

// timed is a write and when it is made: in a run, numbered from 1, when so
// many records of it have been taken. What is due after the last one is
// written while the source is down.
type timed struct {
	run, taken int
	Change
}

const whileDown = math.MaxInt

// run is one run of a source that does not read to the end.
type run struct {
	take int // records
	end  ending
	policy
	delay time.Duration // between the last record and a kill
	part  float64       // of the time that Open takes, before a kill in it
}

// ending is how a run ends.
type ending string

const (
	// stopped: Stop, the rest of the acknowledgements, Teardown.
	stopped ending = "stopped"
	// failed: contexts cancelled, stream broken, Teardown. It is what Conduit
	// does to a source when a destination fails.
	failed ending = "failed"
	// killed: contexts cancelled, stream broken, nothing else.
	killed ending = "killed"
	// killedInOpen: as killed, before Open has returned or right after that.
	killedInOpen ending = "killed in Open"
	// interrupted: a request of the source fails; then as above.
	interrupted ending = "interrupted"
)

// policy says how many records are acknowledged to the source, and of how many
// the position is stored, when n have been taken.
type policy struct {
	name          string
	acked, stored func(n int) int
}

func all(n int) int             { return n }
func none(int) int              { return 0 }
func byThree(n int) int         { return n - n%3 }
func twoLess(n int) int         { return max(0, n-2) }
func (p policy) String() string { return p.name }

var (
	prompt  = policy{"all acknowledged and stored", all, all}
	batched = policy{"acknowledged by threes", byThree, byThree}
	never   = policy{"nothing acknowledged", none, none}
	// Conduit v0.18 acknowledges before the position is durable.
	ackFirst = policy{"all acknowledged, stored two late", all, twoLess}
	ackOnly  = policy{"all acknowledged, nothing stored", all, none}
	// Conduit v0.19 stores first, and acknowledges up to a second later.
	storeFirst = policy{"all stored, acknowledged two late", twoLess, all}
	storeOnly  = policy{"all stored, nothing acknowledged", none, all}
)

// ways are the ways in which a run ends, at each of its records.
func (s Source) ways() []run {
	ways := []run{
		{end: stopped, policy: prompt},
		{end: stopped, policy: never}, // a burst after the stop
		{end: failed, policy: ackFirst},
		{end: failed, policy: never},
	}
	end := killed
	if s.Allow.OneClient {
		end = failed
	}
	for _, p := range []policy{
		prompt, batched, never, ackFirst, ackOnly, storeFirst, storeOnly,
	} {
		ways = append(ways, run{end: end, policy: p})
	}
	return ways
}

// scenarios returns all scenarios, small ones first.
func (s Source) scenarios() []scenario {
	var result []scenario
	base := s.script()
	ends := len(base.rows)
	for _, w := range base.writes {
		if w.run == 1 && w.taken < whileDown {
			ends++
		}
	}
	if s.process != nil {
		result = s.between(base, ends)
	}
	ways := s.ways()
	for taken := range ends + 1 {
		for i, way := range ways {
			if s.Quick && taken%len(ways) != i {
				continue
			}
			sc := base
			way.take = taken
			sc.runs = []run{way}
			sc.name = fmt.Sprintf("%s after %d records, %s",
				way.end, taken, way.name)
			result = append(result, sc)
			if s.batchable() && (i == 0 || way.name == ackOnly.name ||
				way.end != stopped && way.name == never.name) {
				result = append(result, s.batched(sc))
			}
		}
	}
	for _, way := range ways {
		if !s.Quick || way.name == prompt.name {
			result = append(result, s.chain(base, way, ends))
		}
	}
	for i := range s.Random {
		result = append(result, s.random(s.Seed+int64(i)))
	}
	return result
}

// between returns kills that only a process can get: in Open, and while the
// source is at work on the next records.
func (s Source) between(base scenario, ends int) []scenario {
	var result []scenario
	const parts = 16
	later := base // what was written while it was down, comes after a kill
	later.writes = nil
	for _, w := range base.writes {
		if w.run > 1 || w.taken == whileDown {
			w.run++
		}
		later.writes = append(later.writes, w)
	}
	for i := range parts {
		inOpen := run{end: killedInOpen, part: float64(i+1) / parts}
		first, again := base, later
		first.runs = []run{inOpen}
		again.runs = []run{{take: 4, end: killed, policy: prompt}, inOpen}
		first.name = fmt.Sprintf("killed in the first Open, after %d of %d "+
			"parts of its time", i+1, parts)
		again.name = fmt.Sprintf("killed in Open after 4 records, after "+
			"%d of %d parts of its time", i+1, parts)
		result = append(result, first, again)
	}
	for taken := range ends + 1 {
		for i, delay := range delays {
			if s.Quick && taken%len(delays) != i {
				continue
			}
			sc := base
			sc.runs = []run{{
				take: taken, end: killed, policy: storeFirst, delay: delay,
			}}
			sc.name = fmt.Sprintf("killed %v after %d records, %s",
				delay, taken, storeFirst.name)
			result = append(result, sc)
		}
	}
	return result
}

// delays are those between the last record and a kill.
var delays = []time.Duration{
	500 * time.Microsecond, 2 * time.Millisecond, 8 * time.Millisecond,
	30 * time.Millisecond,
}

// batched turns the batches of the SDK on.
func (s Source) batched(sc scenario) scenario {
	sc.batch = 3
	sc.name += ", in batches"
	return sc
}

// interruptions returns the scenarios in which a request fails.
func (s Source) interruptions() []scenario {
	var result []scenario
	base := s.script()
	for taken := range len(base.rows) + 5 {
		sc := base
		sc.runs = []run{{take: taken, end: interrupted, policy: prompt}}
		sc.name = fmt.Sprintf("interrupted after %d records", taken)
		result = append(result, sc)
	}
	return result
}

// script is the one that all exhaustive scenarios have: five rows, changes
// right after the start, among the rows, at the hand-over, while the source is
// down, and when it is up again.
func (s Source) script() scenario {
	k := s.Keys
	sc := scenario{rows: []int64{k[0], k[1], k[2], k[4], k[5]}}
	at := func(run, taken int, op opencdc.Operation, key int64) {
		sc.writes = append(sc.writes,
			timed{run, taken, Change{Operation: op, Key: key}})
	}
	const (
		create = opencdc.OperationCreate
		update = opencdc.OperationUpdate
		remove = opencdc.OperationDelete
	)
	if s.Allow.NoSnapshot {
		for _, key := range sc.rows {
			at(1, 0, create, key)
		}
		sc.rows = nil
	}
	at(1, 0, update, k[4]) // not read yet
	at(1, 0, create, k[6]) // behind the last row
	// Deletes a row that was read: pages by OFFSET now miss one. The rows k[2]
	// and k[5] never change, so no change makes up for them.
	at(1, 2, remove, k[0])
	at(1, 2, update, k[1])
	at(1, 2, create, k[3]) // between two rows
	at(1, 4, remove, k[4])
	at(1, 5, update, k[1]) // twice in a row
	at(1, 5, update, k[1])

	at(1, whileDown, remove, k[1])
	at(1, whileDown, create, k[0]) // a key that was there before
	at(1, whileDown, update, k[3])
	at(2, 0, update, k[6])
	at(2, 2, remove, k[3])
	return sc
}

// chain restarts a source after each record: what only the first run knew is
// in the position after one restart, and gone after two.
func (s Source) chain(base scenario, way run, runs int) scenario {
	way.take = 1
	if way.policy.stored(1) == 0 && way.end != stopped {
		runs = 3 // without progress, more of them show nothing new
	}
	sc := base
	sc.writes = nil
	for i, w := range base.writes {
		w.run, w.taken = 1+i/2, i%2*whileDown
		sc.writes = append(sc.writes, w)
	}
	for range runs {
		sc.runs = append(sc.runs, way)
	}
	sc.name = fmt.Sprintf("%s after each record, %s", way.end, way.name)
	return sc
}

// random draws a scenario: more rows, more changes, several runs.
func (s Source) random(seed int64) scenario {
	rng := rand.New(rand.NewPCG(uint64(seed), 0))
	sc := scenario{
		name:   fmt.Sprintf("random, seed %d", seed),
		repeat: fmt.Sprintf("CRASHTEST_SEED=%d", seed),
	}
	if s.batchable() && rng.IntN(3) == 0 {
		sc.batch = 1 + rng.IntN(5)
	}
	ways := s.ways()
	for range 1 + rng.IntN(4) {
		way := ways[rng.IntN(len(ways))]
		way.take = rng.IntN(2 * len(s.Keys))
		sc.runs = append(sc.runs, way)
	}
	exists := make(map[int64]bool)
	for _, key := range s.Keys {
		if exists[key] = rng.IntN(2) == 0; !exists[key] {
			continue
		}
		if s.Allow.NoSnapshot {
			sc.writes = append(sc.writes, timed{1, 0,
				Change{Operation: opencdc.OperationCreate, Key: key}})
		} else {
			sc.rows = append(sc.rows, key)
		}
	}
	for r := range len(sc.runs) + 1 {
		taken := 0
		for range rng.IntN(12) {
			c := Change{Key: s.Keys[rng.IntN(len(s.Keys))]}
			switch {
			case !exists[c.Key]:
				c.Operation = opencdc.OperationCreate
			case rng.IntN(3) == 0:
				c.Operation = opencdc.OperationDelete
			default:
				c.Operation = opencdc.OperationUpdate
			}
			exists[c.Key] = c.Operation != opencdc.OperationDelete
			if taken < whileDown {
				taken += rng.IntN(4)
				if rng.IntN(6) == 0 {
					taken = whileDown
				}
			}
			sc.writes = append(sc.writes, timed{r + 1, taken, c})
		}
	}
	return sc
}
