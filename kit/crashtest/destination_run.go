package crashtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
)

// sinkRun is a scenario of a destination that is being played.
type sinkRun struct {
	caller
	dest   Destination
	sc     sinkScenario
	target Target
	res    *result

	k         sinkStart
	abandoned []sinkStart
	rows      map[int64]string // that the target has to hold
	history   []message        // all records that were sent, and not refused
	records   int              // made so far
	over      bool             // nothing more can be learned
}

// message is a record and what it says.
type message struct {
	Change
	record opencdc.Record
}

// run plays a scenario.
func (d Destination) run(t *testing.T, sc sinkScenario) *result {
	t.Helper()
	res := &result{name: sc.name, repeat: sc.repeat, story: &story{}}
	x := &sinkRun{
		caller: caller{newLabel(), d.Patience},
		dest:   d, sc: sc, target: d.Target(t), res: res,
		rows: make(map[int64]string),
	}
	before, ok := connections(t, x.target)
	x.k = d.start(x.caller)
	t.Cleanup(x.discard)
	defer func() {
		if k, ok := x.k.(*processSink); ok {
			res.log = k.lastWords()
		}
	}()
	if len(sc.steps) > 0 && sc.steps[0].do == configure {
		x.res.story.tell("called", "Configure")
		x.fails(x.k.configure(x.config()))
		x.res.story.tell("called", "Teardown")
		x.ended("Teardown", x.k.teardown())
		x.ended("exit", x.k.exit())
	} else {
		x.play(t)
	}
	if res.has(StopHangs) || res.has(Stuck) {
		return res
	}
	for _, k := range x.abandoned {
		x.ended("Teardown of the killed destination",
			ignoreError(k.teardown()))
	}
	functions, err := x.label.left(x.patience)
	x.fails(err)
	for _, name := range functions {
		res.add(Leak, "a goroutine is left in %s", name)
	}
	if after, _ := connections(t, x.target); ok && after > before {
		res.add(Leak, "%d connections are left", after-before)
	}
	return res
}

// play goes through the steps, and stops the destination in the end.
func (x *sinkRun) play(t *testing.T) {
	t.Helper()
	x.open()
	for _, s := range x.sc.steps {
		if x.over {
			break
		}
		if x.sc.long {
			x.res.story.lines = nil
			x.res.story.tell("held", "%s", rowsText(x.rows))
		}
		switch s.do {
		case send:
			x.send(t, x.messages(s.changes), s)
		case again:
			x.res.story.tell("again", "the last %d records", s.last)
			from := max(0, len(x.history)-s.last)
			x.send(t, x.history[from:len(x.history):len(x.history)], s)
		case stopStep:
			x.stop()
			x.restart()
		case killStep:
			x.res.story.tell("killed", "")
			x.k.crash()
			x.abandoned = append(x.abandoned, x.k)
			x.restart()
		case killInBatch:
			x.killInBatch(t, x.messages(s.changes), s)
		case noRecords:
			x.sendNothing()
		case noKey, noPayload:
			x.sendIncomplete(t, s.do)
		}
	}
	x.stop()
}

func (x *sinkRun) restart() {
	if !x.over {
		x.k = x.dest.start(x.caller)
		x.open()
	}
}

func (x *sinkRun) open() {
	x.res.story.tell("started", "")
	x.fails(x.k.open(x.config()))
}

// config sets the SDK's batches: those of the connector would only delay.
func (x *sinkRun) config() config.Config {
	cfg := maps.Clone(x.target.Config())
	if x.dest.batchable() {
		cfg["sdk.batch.size"] = strconv.Itoa(x.sc.batch)
		cfg["sdk.batch.delay"] = "0s"
		if x.sc.batch > 0 {
			cfg["sdk.batch.delay"] = "20ms"
		}
	}
	return cfg
}

// messages makes records of changes.
func (x *sinkRun) messages(changes []Change) []message {
	var made []message
	rows := maps.Clone(x.rows)
	for _, c := range changes {
		x.records++
		if c.Operation != opencdc.OperationDelete {
			c.Value = fmt.Sprintf("v%d", x.records)
		}
		made = append(made, message{c, x.record(c, rows)})
		apply(rows, c)
	}
	return made
}

// record makes a record. Every other one has no image of the old row: a
// destination must not need it.
func (x *sinkRun) record(c Change, rows map[int64]string) opencdc.Record {
	f := x.dest.Fields
	rec := opencdc.Record{
		Position:  opencdc.Position(fmt.Sprintf("r%d", x.records)),
		Operation: c.Operation,
		Metadata:  opencdc.Metadata{},
		Key:       opencdc.StructuredData{f.Key: c.Key},
	}
	if f.Collection != "" {
		rec.Metadata.SetCollection(f.Collection)
	}
	if c.Operation != opencdc.OperationDelete {
		rec.Payload.After = opencdc.StructuredData{
			f.Key: c.Key, f.Value: c.Value,
		}
	}
	old, ok := rows[c.Key]
	if ok && x.records%2 == 0 && (c.Operation == opencdc.OperationUpdate ||
		c.Operation == opencdc.OperationDelete) {
		rec.Payload.Before = opencdc.StructuredData{
			f.Key: c.Key, f.Value: old,
		}
	}
	return rec
}

// send sends records, and looks at the answer and the target.
func (x *sinkRun) send(t *testing.T, batch []message, s step) {
	t.Helper()
	answers, err := x.k.send(x.requests(batch, s))
	panicked, wrong := x.k.seen()
	acked, reason := acknowledged(answers)
	x.res.story.tell("answered", "%d of %d acknowledged %s", acked,
		len(batch), reason)
	switch {
	case panicked != nil:
		x.fails(panicked)
		return
	case err != nil:
		x.fails(err)
		return
	case wrong != nil:
		x.res.add(WrongCount, "%v", wrong)
		x.over = true
	}
	if s.poison < 0 && acked < len(batch) {
		x.refusedWrongly(batch[acked:], reason)
	}
	if s.poison >= 0 && acked > s.poison {
		x.res.add(WrongOperation, "%s has to be refused, and was "+
			"acknowledged", batch[s.poison].record.Position)
		x.over = true
	}
	x.compare(t, batch, acked, s.poison)
	for _, m := range batch[:acked] {
		apply(x.rows, m.Change)
		if s.do == send {
			x.history = append(x.history, m)
		}
	}
	if s.poison >= 0 && !x.over {
		// Conduit put the bad record aside; the others come again.
		rest := append(batch[acked:s.poison:s.poison], batch[s.poison+1:]...)
		if len(rest) > 0 {
			x.send(t, rest, step{do: send, poison: -1})
		}
	}
}

// requests puts records into messages, and tells that they were sent.
func (x *sinkRun) requests(batch []message, s step) [][]opencdc.Record {
	var requests [][]opencdc.Record
	for i, m := range batch {
		rec := m.record.Clone()
		text := m.String()
		if i == s.poison {
			rec = x.spoil(rec, s.refused)
			text += ", to be refused"
		}
		x.res.story.tell("sent", "%s: %s", rec.Position, text)
		if i == 0 || s.single {
			requests = append(requests, nil)
		}
		last := len(requests) - 1
		requests[last] = append(requests[last], rec)
	}
	return requests
}

// acknowledged counts the records that were, and says why the next one was not.
func acknowledged(answers []string) (acked int, reason string) {
	for _, answer := range answers {
		if answer != "" {
			return acked, answer
		}
		acked++
	}
	return acked, ""
}

// killInBatch kills the destination while it writes, starts it again, and sends
// what was not acknowledged. What was has to be in the target at once.
func (x *sinkRun) killInBatch(t *testing.T, batch []message, s step) {
	t.Helper()
	answers, err := x.k.(*processSink).sendAndKill(x.requests(batch, s),
		s.delay)
	acked, reason := acknowledged(answers)
	x.res.story.tell("killed", "%v later, with %d of %d acknowledged %s",
		s.delay, acked, len(batch), reason)
	if err != nil {
		x.fails(err)
		return
	}
	if reason != "" {
		x.refusedWrongly(batch[acked:], reason)
		return
	}
	x.compareKilled(t, batch, acked)
	for _, m := range batch[:acked] {
		apply(x.rows, m.Change)
		x.history = append(x.history, m)
	}
	x.restart()
	if rest := batch[acked:]; len(rest) > 0 && !x.over {
		x.send(t, rest, step{do: send, single: s.single, poison: -1})
	}
}

// spoil makes a record that has to be refused.
func (x *sinkRun) spoil(rec opencdc.Record, byTarget bool) opencdc.Record {
	if byTarget {
		return x.dest.Poison(rec)
	}
	rec.Operation = 0
	return rec
}

// refusedWrongly says what kind of record was refused.
func (x *sinkRun) refusedWrongly(batch []message, reason string) {
	x.over = true
	rows := maps.Clone(x.rows)
	for _, m := range batch {
		_, exists := rows[m.Key]
		creates := m.Operation == opencdc.OperationCreate ||
			m.Operation == opencdc.OperationSnapshot
		if creates == exists {
			x.res.add(NotIdempotent, "%s: %s: a record looks like this when "+
				"it comes again, and was refused: %s",
				m.record.Position, m, reason)
			return
		}
		apply(rows, m.Change)
	}
	x.res.add(Fails, "%s: %s: was refused: %s",
		batch[0].record.Position, batch[0], reason)
}

// sendNothing calls Write without records. The SDK does not, but middleware
// and tests do.
func (x *sinkRun) sendNothing() {
	for _, records := range [][]opencdc.Record{nil, {}} {
		x.res.story.tell("called", "Write with no records")
		var n int
		err := x.call(func(ctx context.Context) (err error) {
			n, err = x.k.write(ctx, records)
			return err
		})
		if n != 0 {
			x.res.add(WrongCount, "Write returned %d for no records", n)
		}
		if err != nil {
			x.fails(fmt.Errorf("Write with no records: %w", err))
			return
		}
	}
}

// sendIncomplete sends a record that a source of raw data could send. It may
// be refused, or written.
func (x *sinkRun) sendIncomplete(t *testing.T, what action) {
	t.Helper()
	batch := x.messages([]Change{
		{Operation: opencdc.OperationCreate, Key: x.dest.Keys[0]},
	})
	rec := batch[0].record.Clone()
	if what == noKey {
		rec.Key = nil
	} else {
		rec.Payload = opencdc.Change{}
	}
	x.res.story.tell("sent", "%s: %s, with %s", rec.Position, batch[0], what)
	answers, err := x.k.send([][]opencdc.Record{{rec}})
	panicked, _ := x.k.seen()
	switch {
	case panicked != nil:
		x.fails(panicked)
	case err != nil:
		x.fails(err)
	case what == noKey && answers[0] == "":
		x.compare(t, batch, 1, -1)
	}
}

// stop ends the destination gracefully.
func (x *sinkRun) stop() {
	x.res.story.tell("stopped", "")
	begin := time.Now()
	if !x.over {
		x.ended("Stop", x.k.stop())
	}
	x.ended("Teardown", x.k.teardown())
	x.res.stop = max(x.res.stop, time.Since(begin))
	x.ended("exit", x.k.exit())
}

// discard ends a process that a scenario left.
func (x *sinkRun) discard() {
	if k, ok := x.k.(*processSink); ok {
		k.discard()
	}
}

// ended notes how a call at the end of a run went.
func (x *sinkRun) ended(call string, err error) {
	if errors.Is(err, errTimeout) {
		x.res.add(StopHangs, "%s has not returned after %v", call, x.patience)
		x.over = true
	} else if err != nil {
		x.fails(fmt.Errorf("%s: %w", call, err))
	}
}

// fails notes an error, if it is one.
func (x *sinkRun) fails(err error) {
	var p *panicError
	switch {
	case err == nil:
		return
	case errors.As(err, &p):
		x.res.add(Panics, "%s", p)
	case errors.Is(err, errTimeout):
		x.res.add(Stuck, "%v", err)
	default:
		x.res.add(Fails, "%v", err)
	}
	x.res.story.tell("failed", "%s", strings.TrimSpace(err.Error()))
	x.over = true
}
