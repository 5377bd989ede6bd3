package natskv

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/nats-io/nats.go/jetstream"
)

// stopped delivers what is in the bucket and returns the last position.
func stopped(t *testing.T, b testBucket, n int) opencdc.Position {
	t.Helper()
	src := open(t, b.sourceConfig(), nil)
	pos := last(read(t, src, n))
	teardown(t, src)
	return pos
}

// #region quiet

// The bucket has forgotten everything, and the position's revision with it.
// Nothing was written since, so nothing can be missing.
func TestExpiredQuiet(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{TTL: time.Second})
	b.put("a=1 b=1")
	pos := stopped(t, b, 2)
	b.emptied()
	src := open(t, b.sourceConfig(), pos)
	b.put("c=1 c=2") // what is replaced from now on is no loss, either
	wantRecords(t, read(t, src, 1), "update c=2")
	wantNothing(t, src)
}

// #endregion quiet

// #region puts-only

// Of many puts only the last of each key are left, and a deletion that was
// made up for. Reading on gives the state of all keys.
func TestExpiredPutsOnly(t *testing.T) {
	for name, kept := range map[string]string{
		"nobody purges": "0s", "purged after an hour": "1h",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBucket(t, jetstream.KeyValueConfig{})
			b.put("a=1 b=1 c=1")
			pos := stopped(t, b, 3)
			b.put(strings.Repeat("a=2 b=2 ", 50) + "c- c=2 d=1 d- a=3")
			src := open(t, b.sourceConfig("deletions.kept", kept), pos)
			wantRecords(t, read(t, src, 4),
				"update b=2, update c=2, delete d, update a=3")
			wantNothing(t, src)
		})
	}
}

// #endregion puts-only

// A deletion has left the bucket before it was read.
func TestExpiredDeletes(t *testing.T) {
	for name, test := range map[string]struct {
		cfg    jetstream.KeyValueConfig
		kept   string
		forget func(testBucket)
		left   string
	}{
		"for its age": {
			jetstream.KeyValueConfig{TTL: time.Second}, "0s",
			testBucket.emptied, ""},
		"for its age, others followed": {
			jetstream.KeyValueConfig{TTL: time.Second}, "0s",
			func(b testBucket) { b.emptied(); b.put("c=1") },
			"snapshot c=1"},
		"by PurgeDeletes": {
			jetstream.KeyValueConfig{}, "1ms",
			func(b testBucket) { purgeDeletes(b); b.put("c=1") },
			"snapshot b=1, snapshot c=1"},
		"with everything else": {
			jetstream.KeyValueConfig{}, "0s", purge, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBucket(t, test.cfg)
			b.put("a=1 b=1")
			pos := stopped(t, b, 2)
			b.put("a-")
			test.forget(b)
			cfg := b.sourceConfig("deletions.kept", test.kept)
			wantError(t, openError(t, cfg, pos),
				"deletions may be lost", "after 2", `"onExpired"`)

			// The way out: all keys once more, then changes.
			cfg["onExpired"] = expiredReread
			src := open(t, cfg, pos)
			if test.left != "" {
				n := len(strings.Split(test.left, ", "))
				wantRecords(t, read(t, src, n), test.left)
			}
			b.put("d=1")
			wantRecords(t, read(t, src, 1), "update d=1")
		})
	}
}

func purgeDeletes(b testBucket) {
	b.write(func(ctx context.Context) error {
		return b.PurgeDeletes(ctx, jetstream.DeleteMarkersOlderThan(-1))
	})
}

// purge empties a bucket as an administrator can.
func purge(b testBucket) {
	b.write(func(ctx context.Context) error {
		stream, err := b.js.Stream(ctx, "KV_b")
		if err != nil {
			return err
		}
		return stream.Purge(ctx)
	})
}

// An old position is good as long as everything after it is there.
func TestExpiredNothing(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	b.put("a=1 b=1")
	pos := stopped(t, b, 2)
	time.Sleep(20 * time.Millisecond)
	b.put("a- c=1")
	src := open(t, b.sourceConfig("deletions.kept", "1ms"), pos)
	wantRecords(t, read(t, src, 2), "delete a, update c=1")
}

// A source that is slower than the bucket forgets notices it while it runs.
func TestExpiredWhileItRuns(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{TTL: time.Second})
	src := open(t, b.sourceConfig("fetchSize", "1"), nil)
	b.put("a=1")
	wantRecords(t, read(t, src, 1), "update a=1")
	b.put("a- b=1 b-") // nobody reads
	b.emptied()
	b.put("c=1")
	_, err := src.ReadN(t.Context(), 1)
	wantError(t, err, "deletions may be lost", "after 1")
}

// One that only waits has nothing to fear from what the bucket forgets.
func TestExpiredWhileItWaits(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{TTL: 3 * time.Second})
	src := open(t, b.sourceConfig(), nil)
	b.put("a=1")
	wantRecords(t, read(t, src, 1), "update a=1")
	ctx, end := context.WithTimeout(t.Context(), 4*time.Second)
	defer end()
	if recs, err := src.ReadN(ctx, 1); err == nil {
		t.Fatalf("got %s", show(recs))
	}
	b.put("b=1 b=2") // leaves a gap
	recs := read(t, src, 1)
	if show(recs) == "update b=1" {
		recs = read(t, src, 1)
	}
	wantRecords(t, recs, "update b=2")
}

func TestFate(t *testing.T) {
	now := time.Now()
	for i, test := range []struct {
		revision, snapshotTo uint64
		age                  time.Duration
		unread               uint64
		first, last          uint64
		kept                 time.Duration
		want                 fate
	}{
		{5, 0, time.Hour, 0, 1, 5, 0, quiet},
		{5, 0, time.Hour, 0, 6, 5, time.Minute, quiet}, // it is empty
		{2, 5, time.Hour, 0, 6, 5, time.Minute, quiet},
		{5, 0, time.Hour, 3, 1, 8, time.Minute, whole},
		{2, 5, time.Hour, 3, 1, 8, time.Minute, whole},
		{5, 0, time.Hour, 2, 1, 8, 0, replaced},
		{5, 0, time.Second, 2, 1, 8, time.Minute, replaced},
		{5, 0, time.Minute, 2, 1, 8, time.Minute, expired},
		{2, 5, time.Hour, 2, 1, 8, time.Minute, expired},
		{5, 0, time.Second, 0, 9, 8, time.Minute, expired},
		{5, 0, time.Second, 0, 9, 8, 0, expired},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			got := fateOf(position{
				Revision: test.revision, SnapshotTo: test.snapshotTo,
				Since: now.Add(-test.age),
			}, test.unread, state{
				now: now, first: test.first, last: test.last,
				kept: test.kept,
			})
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
