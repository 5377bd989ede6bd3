package natskv

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go"
)

const (
	// longestOutage is how long the reader bridges by itself. A restart of
	// the server is over by then; longer, and Conduit ought to know.
	longestOutage = time.Minute
	retryWait     = 100 * time.Millisecond
)

// reader reads a bucket on from a position.
//
// A bucket is a log from which a newer change of a key pushes out older ones.
// So the log is the snapshot as well: the last change of each key up to some
// revision, in their order, and after it every change. A key that is written
// while the snapshot runs moves to the end of the log, and comes as a change.
// One number is the progress of everything, and no two phases have to meet.
//
// Deleted keys are in the snapshot, too, as deletions. An earlier start may
// have delivered such a key, and ended before Conduit stored a position.
type reader struct {
	conn   *nats.Conn
	bucket bucket
	config *SourceConfig

	pos      position // of the last message that was taken
	kept     time.Duration
	snapshot *feed // nil when it is over
	changes  *feed // nil before the first start, and after an outage
	buffer   []opencdc.Record

	// since is a time at the server: what is unread was written later.
	since  time.Time
	offset time.Duration // of the server's clock
	lostAt time.Time     // when the outage began; zero if there is none
}

// newReader starts at a position, or at the beginning if it is nil.
func newReader(
	ctx context.Context, conn *nats.Conn, b bucket, c *SourceConfig,
	pos *position,
) (*reader, error) {
	r := &reader{conn: conn, bucket: b, config: c}
	if pos == nil {
		s, err := b.state(ctx, c.DeletionsKept)
		if err != nil {
			return nil, err
		}
		r.begin(s)
	} else {
		r.pos = *pos
	}
	return r, r.resume(ctx, pos != nil && c.OnExpired == expiredReread)
}

// begin is a snapshot of what the bucket holds by now.
func (r *reader) begin(s state) {
	r.pos = position{
		Bucket:     r.bucket.name,
		Created:    s.created,
		SnapshotTo: s.last,
		Since:      s.now,
	}
}

// #region resume

// resume opens the feeds. The bucket can be another one by now, or have lost
// changes, after an outage as well as at a start.
func (r *reader) resume(ctx context.Context, reread bool) error {
	asked := time.Now()
	changes, err := r.bucket.changesAfter(ctx, r.pos.covered())
	if err != nil {
		return err
	}
	s, err := r.bucket.state(ctx, r.config.DeletionsKept)
	if err != nil {
		return err
	}
	if err := r.pos.check(r.bucket.name, s); err != nil {
		return err
	}
	if r.since.After(r.pos.Since) { // it waited, and nothing came
		r.pos.Since = r.since
	}
	r.since = r.pos.Since
	switch fateOf(r.pos, changes.unread, s) {
	case quiet:
		r.since = s.now
	case expired:
		if !reread {
			return r.pos.expiredError(s)
		}
		sdk.Logger(ctx).Warn().Uint64("revision", r.pos.covered()).
			Msg("deletions may be lost, reading all keys once more")
		r.bucket.release(ctx, changes)
		r.begin(s)
		return r.resume(ctx, false)
	}
	if r.pos.Revision < r.pos.SnapshotTo {
		if r.snapshot, err = r.bucket.latest(ctx); err != nil {
			return err
		}
	}
	r.changes, r.kept, r.offset = changes, s.kept, s.now.Sub(asked)
	return nil
}

// #endregion resume

// NextN returns at least one record and at most n, and waits until there is
// one.
func (r *reader) NextN(ctx context.Context, n int) ([]opencdc.Record, error) {
	for len(r.buffer) == 0 {
		err := r.fetch(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := r.bridge(ctx, err); err != nil {
			return nil, err
		}
	}
	if n < 1 || n > len(r.buffer) {
		n = len(r.buffer)
	}
	taken := r.buffer[:n:n]
	r.buffer = r.buffer[n:]
	return taken, nil
}

// #region bridge

// bridge decides whether an error is an outage that will pass. The feeds are
// opened anew then, where the last message that arrived says.
func (r *reader) bridge(ctx context.Context, err error) error {
	if err == nil {
		r.lostAt = time.Time{}
		return nil
	}
	var final *refusal
	switch {
	case errors.As(err, &final):
		return err
	case r.conn.IsClosed(): // a login that is refused now, for example
		return errors.Join(err, r.conn.LastError())
	case r.lostAt.IsZero():
		r.lostAt = time.Now()
	case time.Since(r.lostAt) > longestOutage:
		return fmt.Errorf("no answer for %v: %w", longestOutage, err)
	}
	r.close(ctx)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(retryWait):
		return nil
	}
}

// #endregion bridge

// fetch fills the buffer, or returns with nothing after a while.
func (r *reader) fetch(ctx context.Context) error {
	if r.changes == nil {
		asking, end := context.WithTimeout(ctx, answerTime)
		defer end()
		return r.resume(asking, false)
	}
	if r.snapshot != nil {
		return r.fetchSnapshot(ctx)
	}
	return r.fetchChanges(ctx)
}

// #region snapshot

// fetchSnapshot takes messages up to the end of the snapshot, and leaves out
// those that were delivered before a restart.
func (r *reader) fetchSnapshot(ctx context.Context) error {
	// That nothing came does not mean that nothing is left.
	if r.snapshot.unread > 0 {
		messages, err := r.snapshot.fetch(ctx, r.config.FetchSize)
		for _, m := range messages {
			if m.revision() > r.pos.SnapshotTo {
				r.endSnapshot(ctx)
				return nil
			}
			if m.revision() > r.pos.Revision {
				if err := r.take(m); err != nil {
					return err
				}
			}
		}
		if err != nil || len(messages) > 0 {
			return err
		}
		if err := r.snapshot.look(ctx); err != nil {
			return err
		}
	}
	if r.snapshot.unread == 0 {
		r.endSnapshot(ctx)
	}
	return nil
}

// #endregion snapshot

func (r *reader) endSnapshot(ctx context.Context) {
	r.bucket.release(ctx, r.snapshot)
	r.snapshot = nil
}

// #region changes

// fetchChanges takes every message.
func (r *reader) fetchChanges(ctx context.Context) error {
	asked := r.serverNow()
	messages, err := r.changes.fetch(ctx, r.config.FetchSize)
	for _, m := range messages {
		gap := m.revision() != r.pos.covered()+1
		if gap && r.kept > 0 && r.serverNow().Sub(r.since) > r.kept {
			// The source was slower than the bucket forgets.
			return r.pos.expiredError(state{kept: r.kept, last: m.revision()})
		}
		if err := r.take(m); err != nil {
			return err
		}
		r.since = m.Timestamp
	}
	if err == nil && len(messages) == 0 {
		asked = r.serverNow()
		err = r.changes.look(ctx)
	}
	if err == nil && r.changes.unread == 0 {
		r.since = asked // everything that was written until then is read
	}
	return err
}

// #endregion changes

func (r *reader) serverNow() time.Time { return time.Now().Add(r.offset) }

// take turns a message into a record.
func (r *reader) take(m message) error {
	next := r.pos
	next.Revision = m.revision()
	if next.Revision > next.SnapshotTo {
		next.SnapshotTo, next.Since = 0, m.Timestamp
	}
	rec, err := r.record(m, next)
	if err != nil {
		return err
	}
	r.pos = next
	r.buffer = append(r.buffer, rec)
	return nil
}

// close tells the server that nobody reads the feeds any more.
func (r *reader) close(ctx context.Context) {
	for _, f := range []*feed{r.snapshot, r.changes} {
		if f != nil && r.conn.IsConnected() {
			r.bucket.release(ctx, f)
		}
	}
	r.snapshot, r.changes = nil, nil
}
