package crashtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// sinkScenario is what is done to one destination.
type sinkScenario struct {
	name   string
	repeat string // what else it takes to repeat it
	batch  int    // sdk.batch.size; 0 turns the SDK's batches off
	long   bool   // the story of the last step is enough
	steps  []step
}

// step is one thing that is done to a destination.
type step struct {
	do      action
	changes []Change
	// single: one record in a message, as Conduit's default engine sends
	single  bool
	poison  int           // the index of the record to be refused, or -1
	refused bool          // refused by the target: Destination.Poison makes it
	last    int           // how many of the records that were sent come again
	delay   time.Duration // before a kill in a batch
}

type action string

const (
	configure action = "configure" // and nothing else
	send      action = "send"
	again     action = "again" // the records that were sent last
	stopStep  action = "stop"  // and start
	killStep  action = "kill"  // and start
	// killInBatch: after records were sent, before they are answered; and start
	killInBatch action = "kill in a batch"
	noRecords   action = "no records"
	noKey       action = "no key"
	noPayload   action = "no payload"
)

// scenarios returns all scenarios, small ones first.
func (d Destination) scenarios() []sinkScenario {
	result := []sinkScenario{
		{name: "Configure, then Teardown", steps: []step{{do: configure}}},
		{name: "stopped before the first record"},
		{name: "no key", steps: []step{{do: noKey}}},
		{name: "no payload", steps: []step{{do: noPayload}}},
	}
	if d.process == nil {
		result = append(result, sinkScenario{
			name: "no records", steps: []step{{do: noRecords}}})
	} else {
		result = append(result, d.killed()...)
	}
	longest := 3
	if d.Quick {
		longest = 2
	}
	for length := 1; length <= longest; length++ {
		sc := sinkScenario{
			name: fmt.Sprintf("batches of %d", length), long: true,
		}
		for _, batch := range d.shapes(length) {
			sc.steps = append(sc.steps, sendStep(batch))
		}
		result = append(result, sc)
	}
	result = append(result, d.twice(), d.oneByOne())
	if d.batchable() {
		result = append(result, d.collected())
	}
	for size := 1; size <= 4; size++ {
		for place := range size {
			result = append(result, d.failure(size, place, false))
			if d.Poison != nil {
				result = append(result, d.failure(size, place, true))
			}
		}
	}
	for i := range d.Random {
		result = append(result, d.random(d.Seed+int64(i)))
	}
	return result
}

func sendStep(changes []Change) step {
	return step{do: send, changes: changes, poison: -1}
}

// killed returns scenarios that only a process can get: it is killed while it
// writes a batch.
func (d Destination) killed() []sinkScenario {
	var result []sinkScenario
	const steps = 12
	for i := range 24 {
		delay := time.Duration(i) * 250 * time.Microsecond
		sc := sinkScenario{name: fmt.Sprintf("killed in a batch, %v after "+
			"it was sent", delay)}
		for n := range steps {
			var changes []Change
			for j := range 1 + (i+n)%6 {
				changes = append(changes, Change{
					Operation: opencdc.Operation(1 + (i+n+j)%4),
					Key:       d.Keys[(n+j)%5],
				})
			}
			one := sendStep(changes)
			one.do, one.delay = killInBatch, delay
			one.single = n%3 == 0
			sc.steps = append(sc.steps, one)
		}
		result = append(result, sc)
	}
	return result
}

// shapes returns all batches of a length with two keys.
func (d Destination) shapes(length int) [][]Change {
	if length == 0 {
		return [][]Change{nil}
	}
	var batches [][]Change
	for _, batch := range d.shapes(length - 1) {
		for _, op := range []opencdc.Operation{
			opencdc.OperationCreate, opencdc.OperationUpdate,
			opencdc.OperationDelete, opencdc.OperationSnapshot,
		} {
			for _, key := range d.Keys[1:3] {
				longer := append(batch[:len(batch):len(batch)],
					Change{Operation: op, Key: key})
				batches = append(batches, longer)
			}
		}
	}
	return batches
}

// twice sends each batch of two again.
func (d Destination) twice() sinkScenario {
	sc := sinkScenario{name: "each batch of 2 twice", long: true}
	for _, batch := range d.shapes(2) {
		sc.steps = append(sc.steps, sendStep(batch),
			step{do: again, last: 2, poison: -1})
	}
	return sc
}

// oneByOne sends one record in each message.
func (d Destination) oneByOne() sinkScenario {
	sc := sinkScenario{name: "record by record", long: true}
	for _, batch := range d.shapes(2) {
		one := sendStep(batch)
		one.single = true
		sc.steps = append(sc.steps, one)
	}
	return sc
}

// collected lets the SDK make batches of single records. The last record is
// alone: with SDK v0.14.2 a stop after a full batch takes a minute.
func (d Destination) collected() sinkScenario {
	sc := d.oneByOne()
	sc.name, sc.batch = "batches that the SDK collects", 2
	lone := sendStep([]Change{
		{Operation: opencdc.OperationUpdate, Key: d.Keys[1]},
	})
	sc.steps = append(sc.steps, lone)
	return sc
}

// failure sends a batch in which one record has to be refused.
func (d Destination) failure(size, place int, refused bool) sinkScenario {
	name := "has an unknown operation"
	if refused {
		name = "is refused by the target"
	}
	var changes []Change
	for i := range size {
		changes = append(changes, Change{
			Operation: opencdc.OperationCreate, Key: d.Keys[i],
		})
	}
	bad := sendStep(changes)
	bad.poison, bad.refused = place, refused
	return sinkScenario{
		name:  fmt.Sprintf("record %d of %d %s", place+1, size, name),
		steps: []step{bad},
	}
}

// random draws a scenario with stops, kills, and records that come again.
func (d Destination) random(seed int64) sinkScenario {
	rng := rand.New(rand.NewPCG(uint64(seed), 1))
	sc := sinkScenario{
		name:   fmt.Sprintf("random, seed %d", seed),
		repeat: fmt.Sprintf("CRASHTEST_SEED=%d", seed),
	}
	sent := 0
	for range 2 + rng.IntN(6) {
		var changes []Change
		for range 1 + rng.IntN(6) {
			changes = append(changes, Change{
				Operation: opencdc.Operation(1 + rng.IntN(4)),
				Key:       d.Keys[rng.IntN(5)],
			})
		}
		one := sendStep(changes)
		one.single = rng.IntN(2) == 0
		sc.steps = append(sc.steps, one)
		sent += len(changes)
		switch rng.IntN(3) {
		case 0:
			sc.steps = append(sc.steps, step{do: stopStep})
		case 1:
			sc.steps = append(sc.steps, step{do: killStep}, step{
				do: again, last: 1 + rng.IntN(min(sent, 8)), poison: -1,
			})
		}
	}
	return sc
}
