package iterator

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/conduitio/conduit-commons/opencdc"
)

// ErrClosed is returned by calls that come after Teardown.
var ErrClosed = errors.New("iterator is torn down")

// System is what a connector brings along: how to read its source system.
type System interface {
	// ID identifies the source system. It must not change between restarts.
	ID() string

	// LogStart returns the point in the change log that a start without a
	// position has to read on from. With a snapshot, every change up to that
	// point must be visible to the snapshot; Snapshot is called right
	// afterwards.
	//
	// The source system has to keep the point, with or without a snapshot: it
	// must stay the same until Conduit has stored a position. A start that
	// ends before that has delivered records, too. If the next one began
	// later, a row that was delivered and then deleted would be neither in its
	// snapshot nor in its changes, and never go from the destination.
	LogStart(ctx context.Context, snapshot bool) (string, error)

	// Snapshot continues a snapshot from a position, or begins it.
	Snapshot(ctx context.Context, pos Position) (Iterator, error)

	// Changes reads the change log from pos.ChangesAfter on.
	Changes(ctx context.Context, pos Position) (Iterator, error)
}

// #region combined

// Combined delivers the snapshot, then the changes since it began.
//
// Order makes the hand-over safe, so it waits for nothing. A change record is
// acknowledged only after all snapshot records before it: once Conduit stores
// a position in changes mode, the snapshot is delivered. Until then it stores
// one in snapshot mode, and that holds where the changes begin. Before the
// first one, the source system holds it:
//
//	last acknowledged         a restart
//	nothing                   begins the snapshot
//	a snapshot record         delivers the rest of it, then the changes
//	the last snapshot record  finds no row left, then delivers the changes
//	a change record           delivers the changes after it, never a snapshot
//
// The last snapshot record therefore needs no special position, and nobody has
// to know that it is the last one. The price: until the first change, each
// restart asks every table once whether a row is left.
type Combined struct {
	snapshot Iterator // nil if there is nothing to snapshot
	changes  Iterator
	done     atomic.Bool // the snapshot returned ErrDone

	life  context.Context // ends with Teardown, and so does every call
	end   context.CancelFunc
	calls sync.WaitGroup
	mu    sync.Mutex // guards closed, and calls against Teardown
	// closed is true from the first Teardown on.
	closed bool
}

// #endregion combined

// #region start

// Start opens the iterators that a position calls for.
func Start(
	ctx context.Context, sys System, raw opencdc.Position, snapshot bool,
) (*Combined, error) {
	pos, err := resume(ctx, sys, raw, snapshot)
	if err != nil {
		return nil, err
	}
	c := &Combined{}
	c.life, c.end = context.WithCancel(context.WithoutCancel(ctx))

	// The position decides, not only the configuration: with a position in
	// changes mode the snapshot is over. A user who switches the snapshot off
	// in the middle gets the changes only.
	if snapshot && pos.Mode == ModeSnapshot {
		if c.snapshot, err = sys.Snapshot(ctx, pos); err != nil {
			return nil, fmt.Errorf("open snapshot: %w", err)
		}
	}
	if c.changes, err = sys.Changes(ctx, pos); err != nil {
		return nil, errors.Join(
			fmt.Errorf("open change capture: %w", err), c.Teardown(ctx))
	}
	return c, nil
}

// #endregion start

// resume turns what Conduit stored into a position to start from.
func resume(
	ctx context.Context, sys System, raw opencdc.Position, snapshot bool,
) (Position, error) {
	// #region stored
	if len(raw) > 0 { // nil and empty both mean: nothing stored yet
		pos, err := ParsePosition(raw)
		if err == nil && pos.System != sys.ID() {
			err = fmt.Errorf(
				"position belongs to system %q, but this is %q: connect to "+
					"the former, or create a new connector to start afresh",
				pos.System, sys.ID())
		}
		return pos, err
	}
	// #endregion stored

	pos := Position{System: sys.ID(), Mode: ModeChanges}
	if snapshot {
		pos.Mode = ModeSnapshot
	}
	var err error
	if pos.ChangesAfter, err = sys.LogStart(ctx, snapshot); err != nil {
		return Position{}, fmt.Errorf("find start of change capture: %w", err)
	}
	return pos, nil
}

// #region next

// NextN returns records of the snapshot and, once that is over, of the change
// capture. ErrDone is the only error that hands over; it waits neither for
// acknowledgements nor for a first change.
func (c *Combined) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	ctx, leave, err := c.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()

	if c.snapshot != nil && !c.done.Load() {
		recs, err := c.snapshot.NextN(ctx, n)
		if !errors.Is(err, ErrDone) {
			return recs, err
		}
		c.done.Store(true)
	}
	return c.changes.NextN(ctx, n)
}

// #endregion next

// #region ack

// Ack passes an acknowledgement to the iterator that produced the record. The
// position tells which one that is, not the phase that NextN is in by now:
// acknowledgements of snapshot records still arrive after the hand-over.
func (c *Combined) Ack(ctx context.Context, raw opencdc.Position) error {
	ctx, leave, err := c.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()

	pos, err := ParsePosition(raw)
	if err != nil {
		return err
	}
	if pos.Mode == ModeChanges {
		return c.changes.Ack(ctx, raw)
	}
	if c.snapshot == nil {
		return fmt.Errorf("acknowledged position %q is not from this run", raw)
	}
	return c.snapshot.Ack(ctx, raw)
}

// #endregion ack

// Teardown ends running calls and frees both iterators. It may be called
// before Start succeeded (on nil), twice, and while NextN runs.
func (c *Combined) Teardown(ctx context.Context) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	first := !c.closed
	c.closed = true
	c.mu.Unlock()
	if !first {
		return nil
	}

	c.end()
	c.calls.Wait()
	var errs []error
	for _, it := range []Iterator{c.snapshot, c.changes} {
		if it != nil {
			errs = append(errs, it.Teardown(ctx))
		}
	}
	return errors.Join(errs...)
}

// enter registers a call, so that Teardown can end it and wait for it.
func (c *Combined) enter(
	ctx context.Context,
) (context.Context, func(), error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, nil, ErrClosed
	}
	c.calls.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	unlink := context.AfterFunc(c.life, cancel)
	return ctx, func() {
		unlink()
		cancel()
		c.calls.Done()
	}, nil
}
