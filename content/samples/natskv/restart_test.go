package natskv

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/nats-io/nats.go/jetstream"
)

// TestKills stops, kills and starts a source again at random, with the server
// restarted in between, while random changes are made. NATSKV_SEED repeats one.
func TestKills(t *testing.T) {
	seeds := []uint64{1, 2, 3, 4, 5, 6, uint64(time.Now().UnixNano())}
	if text := os.Getenv("NATSKV_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seeds = []uint64{seed}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprintf("NATSKV_SEED=%d", seed), func(t *testing.T) {
			t.Logf("NATSKV_SEED=%d", seed)
			killAtRandom(t, rand.New(rand.NewPCG(seed, 0)))
		})
	}
}

func killAtRandom(t *testing.T, rng *rand.Rand) {
	const keys = 9
	history := []uint8{1, 3, 64}[rng.IntN(3)]
	b := newBucket(t, jetstream.KeyValueConfig{History: history})
	cfg := b.sourceConfig("fetchSize", fmt.Sprint(1+rng.IntN(5)))

	values := map[string]string{}
	var written uint64
	change := func() {
		key := fmt.Sprintf("k.%d", rng.IntN(keys))
		written++
		switch value := fmt.Sprint(written); {
		case rng.IntN(4) > 0:
			b.put(key + "=" + value)
			values[key] = value
		case rng.IntN(2) == 0:
			b.put(key + "-")
			delete(values, key)
		default:
			b.write(func(ctx context.Context) error {
				return b.Purge(ctx, key)
			})
			delete(values, key)
		}
	}
	for range rng.IntN(20) {
		change()
	}

	copied := map[string]string{}
	seen := map[uint64]bool{}
	var stored opencdc.Position
	var begun uint64 // the revision of the first start that left a position
	for run := range 12 {
		src := configured(t, cfg)
		if err := src.Open(t.Context(), stored); err != nil {
			t.Fatalf("run %d: %v", run, err)
		}
		if stored == nil {
			begun = written
		}
		var previous uint64
		at := stored
		// Whoever has not read everything by the last run has lost it.
		for n := rng.IntN(25); n > 0 || run == 11; n-- {
			if rng.IntN(3) == 0 && run < 11 {
				change()
			}
			if rng.IntN(25) == 0 {
				b.restart()
			}
			if caughtUp(at, b) {
				break
			}
			rec := read(t, src, 1)[0]
			revision, err := strconv.ParseUint(
				rec.Metadata[metadataRevision], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if revision <= previous {
				t.Fatalf("run %d: revision %d after %d",
					run, revision, previous)
			}
			previous, at = revision, rec.Position
			seen[revision] = true
			apply(copied, rec)
			if rng.IntN(4) > 0 || run == 11 {
				stored = rec.Position
			}
		}
		if rng.IntN(2) == 0 {
			teardown(t, src)
		} else { // killed: it holds what it holds until the end
			t.Cleanup(func() { teardown(t, src) })
		}
		for range rng.IntN(10) {
			if run < 10 {
				change()
			}
		}
	}
	if !maps.Equal(copied, values) {
		t.Errorf("history %d: the copy is %v, want %v",
			history, copied, values)
	}
	if history < 64 {
		return
	}
	for revision := begun + 1; revision <= written; revision++ {
		// What a purge removed with the older values is gone.
		if !seen[revision] && stillThere(t, b, revision) {
			t.Errorf("revision %d never came", revision)
		}
	}
}

// caughtUp tells whether nothing is left to read after a position.
func caughtUp(pos opencdc.Position, b testBucket) bool {
	p, err := parsePosition(pos)
	var last uint64
	b.write(func(ctx context.Context) error {
		stream, err := b.js.Stream(ctx, "KV_b")
		if err == nil {
			last = stream.CachedInfo().State.LastSeq
		}
		return err
	})
	return err == nil && (p == nil && last == 0 ||
		p != nil && p.Revision == last)
}

func stillThere(t *testing.T, b testBucket, revision uint64) bool {
	t.Helper()
	stream, err := b.js.Stream(t.Context(), "KV_b")
	if err != nil {
		t.Fatal(err)
	}
	_, err = stream.GetMsg(t.Context(), revision)
	return err == nil
}

// apply does what a destination that upserts does.
func apply(copied map[string]string, rec opencdc.Record) {
	key := string(rec.Key.Bytes())
	if rec.Operation == opencdc.OperationDelete {
		delete(copied, key)
		return
	}
	copied[key] = string(rec.Payload.After.Bytes())
}

// The server is away for a while, and another key is written at once.
func TestServerIsRestarted(t *testing.T) {
	for _, history := range []uint8{1, 5} {
		b := newBucket(t, jetstream.KeyValueConfig{History: history})
		b.put("a=1 b=1 c=1")
		src := open(t, b.sourceConfig("fetchSize", "1"), nil)
		wantRecords(t, read(t, src, 1), "snapshot a=1")
		b.restart() // within the snapshot
		b.put("d=1")
		wantRecords(t, read(t, src, 3),
			"snapshot b=1, snapshot c=1, update d=1")
		b.restart() // within the changes
		b.put("a- e=1")
		wantRecords(t, read(t, src, 2), "delete a, update e=1")
		written := make(chan struct{})
		time.AfterFunc(100*time.Millisecond, func() {
			defer close(written)
			b.restart() // while it waits
			b.put("f=1")
		})
		wantRecords(t, read(t, src, 1), "update f=1")
		<-written
	}
}

// An outage that does not end is not bridged for ever. The limit is a minute:
// the test moves the beginning of the outage back.
func TestOutageEnds(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	src := &Source{}
	src.life, src.end = context.WithCancel(context.Background())
	src.config = SourceConfig{
		URL: b.url(), Bucket: "b", FetchSize: 1, OnExpired: expiredStop,
	}
	if err := src.Open(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	b.stop()
	src.reader.lostAt = time.Now().Add(-2 * longestOutage)
	_, err := src.ReadN(t.Context(), 1)
	teardown(t, src)
	b.start()
	wantError(t, err, "no answer for 1m0s")
	if strings.Contains(err.Error(), "%!") {
		t.Error(err)
	}
}
