package crashtest

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// sourceRun is a scenario that is being played.
type sourceRun struct {
	caller
	source Source
	sc     scenario
	sys    System
	res    *result
	ledger *ledger

	p         sourceStart
	abandoned []sourceStart
	stored    opencdc.Position
	storedAt  int // the number of the record; 0 if nothing is stored
	acked     int // of this run
	marked    bool
	over      bool // nothing more can be learned
	noVerdict bool
}

// run plays a scenario.
func (s Source) run(t *testing.T, sc scenario) *result {
	t.Helper()
	res := &result{name: sc.name, repeat: sc.repeat, story: &story{}}
	x := &sourceRun{
		caller: caller{newLabel(), s.Patience},
		source: s, sc: sc, sys: s.System(t), res: res,
		ledger: newLedger(s.Allow, s.Keys, res),
	}
	t.Cleanup(func() {
		if p, ok := x.p.(*processSource); ok {
			p.discard()
		}
	})
	before, ok := connections(t, x.sys)
	for _, key := range sc.rows {
		x.write(t, Change{Operation: opencdc.OperationCreate, Key: key})
	}
	for i := range sc.runs {
		if !x.over {
			x.once(t, i+1, &sc.runs[i])
		}
	}
	if !x.over {
		x.once(t, len(sc.runs)+1, nil)
	}
	for _, p := range x.abandoned {
		x.ended("Teardown of the killed source", ignoreError(p.teardown()))
	}
	if !x.noVerdict {
		x.ledger.verdict()
	}
	if !res.has(StopHangs) && !res.has(Stuck) {
		x.checkLeft()
		if after, _ := connections(t, x.sys); ok && after > before {
			res.add(Leak, "%d connections are left", after-before)
		}
	}
	if p, ok := x.p.(*processSource); ok {
		res.log = p.lastWords()
	}
	return res
}

// write makes a change.
func (x *sourceRun) write(t *testing.T, c Change) {
	t.Helper()
	c = x.ledger.next(c)
	if err := x.sys.Write(t.Context(), c); err != nil {
		t.Fatalf("System.Write: %s: %v", c, err)
	}
	x.ledger.wrote(c)
	x.res.story.tell("wrote", "%s", c)
}

// writeUpTo makes the changes that are due in a run by now.
func (x *sourceRun) writeUpTo(t *testing.T, run, taken int) {
	t.Helper()
	for len(x.sc.writes) > 0 {
		w := x.sc.writes[0]
		if w.run > run || w.run == run && w.taken > taken {
			return
		}
		x.sc.writes = x.sc.writes[1:]
		x.write(t, w.Change)
	}
}

// writeNext makes the next change of a run early. The last run ends with a
// change that marks the end: what comes before it has come.
func (x *sourceRun) writeNext(t *testing.T, run int, last bool) bool {
	t.Helper()
	if len(x.sc.writes) > 0 {
		w := x.sc.writes[0]
		if w.run > run || w.taken == whileDown && !last {
			return false
		}
		x.sc.writes = x.sc.writes[1:]
		x.write(t, w.Change)
		return true
	}
	if !last || x.marked {
		return false
	}
	x.marked = true
	x.write(t, x.marker())
	return true
}

// marker returns a change of the last key.
func (x *sourceRun) marker() Change {
	key := x.source.Keys[len(x.source.Keys)-1]
	op := opencdc.OperationCreate
	if _, ok := x.ledger.rows[key]; ok {
		op = opencdc.OperationUpdate
	}
	return Change{Operation: op, Key: key}
}

// once runs the source once; to the end if there is no plan.
func (x *sourceRun) once(t *testing.T, run int, plan *run) {
	t.Helper()
	if plan != nil && plan.end == killedInOpen {
		x.killInOpen(plan)
		x.writeUpTo(t, run, whileDown)
		return
	}
	if !x.open() {
		return
	}
	policy := prompt
	if plan != nil {
		policy = plan.policy
	}
	broken := false // a request was, on purpose
	for taken := 0; ; {
		x.writeUpTo(t, run, taken)
		if plan != nil && taken == plan.take {
			if plan.end != interrupted {
				break
			}
			if !broken {
				x.interrupt(t)
				broken = true
			}
		}
		if len(x.ledger.due()) == 0 {
			if !x.writeNext(t, run, plan == nil) {
				break
			}
			continue
		}
		rec, err := x.p.next(x.patience)
		if errors.Is(err, errTimeout) {
			x.stalled(t)
			return
		}
		if err != nil {
			if broken {
				x.res.story.tell("failed", "%v", err)
				break
			}
			x.fails(err)
			x.end(failed)
			return
		}
		x.take(rec)
		taken++
		if taken > 5*len(x.ledger.writes)+100 {
			x.res.add(Duplicated, "%d records of %d writes, and no end",
				taken, len(x.ledger.writes))
			x.over, x.noVerdict = true, true
			x.end(failed)
			return
		}
		if err := x.settle(policy, taken); err != nil {
			x.fails(err)
			x.end(failed)
			return
		}
	}
	if plan == nil {
		x.end(stopped)
		return
	}
	x.endAfter(plan.end, plan.delay)
	x.writeUpTo(t, run, whileDown)
}

// open starts the source from the position that is stored.
func (x *sourceRun) open() bool {
	fresh := x.storedAt == 0
	x.tellStart(fresh)
	x.ledger.start(fresh)
	x.acked = 0
	x.p = x.source.start(x.caller)
	if err := x.p.open(x.config(), x.stored, fresh); err != nil {
		x.fails(err)
		x.ended("Teardown", ignoreExit(x.p.teardown()))
		x.ended("exit", x.p.exit())
		return false
	}
	return true
}

func (x *sourceRun) tellStart(fresh bool) {
	if fresh {
		x.res.story.tell("started", "without a position")
	} else {
		x.res.story.tell("started", "at the position of #%d: %s",
			x.storedAt, x.stored)
	}
}

// killInOpen starts the source and kills it before Open has returned, or right
// after that.
func (x *sourceRun) killInOpen(plan *run) {
	fresh := x.storedAt == 0
	x.tellStart(fresh)
	x.ledger.start(fresh)
	x.acked = 0
	x.p = x.source.start(x.caller)
	after := x.source.process.opening(plan.part)
	timer := time.AfterFunc(after, x.p.crash)
	err := x.p.open(x.config(), x.stored, fresh)
	timer.Stop()
	x.p.crash()
	x.res.story.tell("killed", "in Open, %v after the start", after)
	if err != nil && !errors.Is(err, host.ErrExited) {
		x.fails(err)
	}
}

func (x *sourceRun) config() config.Config {
	cfg := maps.Clone(x.sys.Config())
	if x.sc.batch > 0 {
		cfg["sdk.batch.size"] = strconv.Itoa(x.sc.batch)
		cfg["sdk.batch.delay"] = "1ms"
	}
	return cfg
}

// take notes a record that arrived.
func (x *sourceRun) take(rec opencdc.Record) {
	ctx := context.Background()
	e, err := x.source.Fields.parse(ctx, rec)
	number := len(x.ledger.deliveries) + 1
	if err != nil {
		x.res.story.tell("read", "#%d: %v", number, err)
		x.res.add(WrongData, "#%d: %v", number, err)
	} else {
		x.res.story.tell("read", "#%d: %s", number, e)
		x.ledger.deliver(e, rec.Position)
		return
	}
	x.ledger.deliveries = append(x.ledger.deliveries, delivery{
		number: number, run: x.ledger.run, position: rec.Position,
	})
}

// settle acknowledges and stores what a policy says after so many records.
func (x *sourceRun) settle(p policy, taken int) error {
	first := len(x.ledger.deliveries) - taken
	if n := p.stored(taken); n > 0 {
		d := x.ledger.deliveries[first+n-1]
		x.stored, x.storedAt = d.position, d.number
		x.ledger.keep(d.number)
	}
	return x.ackUpTo(first, p.acked(taken))
}

// ackUpTo acknowledges the first n records of a run in one go.
func (x *sourceRun) ackUpTo(first, n int) error {
	if n <= x.acked {
		return nil
	}
	var positions []opencdc.Position
	for _, d := range x.ledger.deliveries[first+x.acked : first+n] {
		positions = append(positions, d.position)
	}
	x.acked = n
	x.res.story.tell("acked", "up to #%d", first+n)
	return x.p.ack(positions)
}

// endAfter ends a run some time after its last record was taken: what the
// source does meanwhile is under way when it is killed.
func (x *sourceRun) endAfter(how ending, delay time.Duration) {
	time.Sleep(delay)
	x.end(how)
}

// end ends a run.
func (x *sourceRun) end(how ending) {
	x.res.story.tell(string(how), "%s", x.last())
	switch how {
	case stopped:
		x.stop()
	case killed:
		x.p.crash()
		x.abandoned = append(x.abandoned, x.p)
	default:
		x.p.breakOff()
		x.ended("Teardown", ignoreError(x.p.teardown()))
		x.ended("exit", x.p.exit())
	}
}

// last says after which record it is now.
func (x *sourceRun) last() string {
	n := len(x.ledger.deliveries)
	if n == 0 {
		return "before the first record"
	}
	return "after #" + strconv.Itoa(n)
}

// stop ends a run gracefully: Conduit waits until each record is acknowledged
// and the last position is stored.
func (x *sourceRun) stop() {
	begin := time.Now()
	err := x.p.stop(x.take)
	x.res.stop = max(x.res.stop, time.Since(begin))
	if err == nil {
		all := x.ledger.deliveries
		first := len(all)
		for first > 0 && all[first-1].run == x.ledger.run {
			first--
		}
		if n := len(all); n > first {
			x.stored, x.storedAt = all[n-1].position, n
			x.ledger.keep(n)
			err = x.ackUpTo(first, n-first)
		}
	}
	x.ended("Stop", err)
	x.p.closeStream()
	begin = time.Now()
	err = x.p.teardown()
	x.res.stop = max(x.res.stop, time.Since(begin))
	x.ended("Teardown", err)
	x.ended("exit", x.p.exit())
}

// ended notes how a call at the end of a run went.
func (x *sourceRun) ended(call string, err error) {
	switch {
	case err == nil:
	case errors.Is(err, errTimeout):
		x.res.add(StopHangs, "%s has not returned after %v", call, x.patience)
		x.over, x.noVerdict = true, true
	default:
		x.failsIn(call, err)
	}
}

func (x *sourceRun) fails(err error) { x.failsIn("", err) }

// failsIn notes an error after which the scenario cannot go on.
func (x *sourceRun) failsIn(call string, err error) {
	x.over, x.noVerdict = true, true
	text := strings.TrimPrefix(call+": "+err.Error(), ": ")
	x.res.story.tell("failed", "%s", text)
	var p *panicError
	switch {
	case errors.As(err, &p):
		x.res.add(Panics, "%s", p)
	case errors.Is(err, errTimeout):
		x.res.add(Stuck, "%s", text)
	default:
		x.res.add(Fails, "%s", text)
	}
}

// ignoreError keeps only what says that a call did not return or panicked.
// After a crash errors are to be expected.
func ignoreError(err error) error {
	var p *panicError
	if errors.Is(err, errTimeout) || errors.As(err, &p) {
		return err
	}
	return nil
}

// interrupt lets a request of the source fail.
func (x *sourceRun) interrupt(t *testing.T) {
	t.Helper()
	x.res.story.tell("broke", "the next request of the source")
	err := x.sys.(Interrupter).Interrupt(t.Context())
	if err != nil {
		t.Fatalf("System.Interrupt: %v", err)
	}
}

// stalled finds out why nothing comes although something is due. Another write
// tells a record that is lost from one that is held back.
func (x *sourceRun) stalled(t *testing.T) {
	t.Helper()
	due := x.ledger.due()
	x.res.story.tell("waited", "%v, did not come: %s", x.patience, some(due))
	for _, w := range x.sc.writes {
		x.write(t, w.Change)
	}
	x.sc.writes = nil
	x.marked = true
	x.write(t, x.marker())
	mark := id{false, int64(len(x.ledger.writes) - 1)}
	for patience := x.patience; len(x.ledger.due()) > 0; {
		rec, err := x.p.next(patience)
		if err != nil && !errors.Is(err, errTimeout) {
			x.fails(err)
		}
		if err != nil {
			break
		}
		x.take(rec)
		if x.ledger.arrived(mark) {
			patience = x.patience / 10 // it was the last one to come
		}
	}
	switch {
	case x.over:
	case len(x.ledger.due()) == 0:
		x.res.add(Stuck, "came only after another write: %s", some(due))
	case !x.ledger.arrived(mark):
		x.res.add(Stuck, "no record came any more, still due: %s",
			some(x.ledger.due()))
		x.noVerdict = true
	default:
		x.ledger.keep(len(x.ledger.deliveries))
	}
	x.over = true
	x.end(failed)
}

// checkLeft looks for goroutines.
func (x *sourceRun) checkLeft() {
	functions, err := x.label.left(x.patience)
	if err != nil {
		x.res.add(Fails, "%v", err)
	}
	for _, name := range functions {
		x.res.add(Leak, "a goroutine is left in %s", name)
	}
}

// connections counts the connections to a system that can tell.
func connections(t *testing.T, sys any) (int, bool) {
	t.Helper()
	counter, ok := sys.(ConnectionCounter)
	if !ok {
		return 0, false
	}
	n, err := counter.Connections(t.Context())
	if err != nil {
		t.Fatalf("Connections: %v", err)
	}
	return n, true
}
