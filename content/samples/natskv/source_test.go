package natskv

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/nats-io/nats.go/jetstream"
)

func TestSnapshotThenChanges(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{History: 3})
	b.put("a=1 b=1 c.d=1 a=2 c.d- b=2 e=")
	src := open(t, b.sourceConfig("fetchSize", "2"), nil)
	b.put("a=3 f=1 b- a=4")
	wantRecords(t, read(t, src, 8), "snapshot a=2, delete c.d, snapshot b=2, "+
		"snapshot e=, update a=3, update f=1, delete b, update a=4")
	wantNothing(t, src)
}

func TestRecord(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	b.put("a.b=\x00\xff")
	rec := read(t, open(t, b.sourceConfig(), nil), 1)[0]
	collection, err := rec.Metadata.GetCollection()
	if err != nil || collection != "b" {
		t.Errorf("collection: %q, %v", collection, err)
	}
	at, err := rec.Metadata.GetCreatedAt()
	if err != nil || time.Since(at) > time.Minute {
		t.Errorf("createdAt: %v, %v", at, err)
	}
	if got := rec.Metadata[metadataRevision]; got != "1" {
		t.Errorf("revision: %q", got)
	}
	if got := rec.Payload.After.Bytes(); string(got) != "\x00\xff" {
		t.Errorf("value: %q", got)
	}
}

// A key that is written while the snapshot runs comes once it is a change.
func TestKeyMovesOutOfTheSnapshot(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{}) // keeps one value per key
	b.put("a=1 b=1 c=1")
	src := open(t, b.sourceConfig("fetchSize", "1"), nil)
	wantRecords(t, read(t, src, 1), "snapshot a=1")
	b.put("b=2 a=2")
	wantRecords(t, read(t, src, 3), "snapshot c=1, update b=2, update a=2")
	wantNothing(t, src)
}

// Each position of the snapshot leads to what follows it, and to the changes
// that were made while nobody read.
func TestSnapshotGoesOn(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{History: 10})
	b.put("a=1 b=1 c=1")
	src := open(t, b.sourceConfig(), nil)
	recs := read(t, src, 3)
	teardown(t, src)
	b.put("b=2 d=1")
	for i, want := range []string{
		"snapshot c=1, update b=2, update d=1", // b is a change by now
		"snapshot c=1, update b=2, update d=1",
		"update b=2, update d=1",
	} {
		src := open(t, b.sourceConfig(), recs[i].Position)
		n := 3
		if i == 2 {
			n = 2
		}
		wantRecords(t, read(t, src, n), want)
		wantNothing(t, src)
	}
}

// A start that stored nothing may have delivered a key that is gone now.
func TestSecondFirstStartTellsOfDeletions(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	b.put("a=1 b=1")
	src := open(t, b.sourceConfig(), nil)
	wantRecords(t, read(t, src, 1), "snapshot a=1")
	teardown(t, src)
	b.put("a-")
	src = open(t, b.sourceConfig(), nil)
	wantRecords(t, read(t, src, 2), "snapshot b=1, delete a")
}

// The server deletes a key for its age, and says so if the bucket wants it.
func TestKeysThatAreTooOld(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{
		TTL: time.Second, LimitMarkerTTL: time.Hour,
	})
	src := open(t, b.sourceConfig(), nil)
	b.put("a=1")
	wantRecords(t, read(t, src, 2), "update a=1, delete a")
}

func TestOpenRefuses(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	b.put("a=1")
	src := open(t, b.sourceConfig(), nil)
	pos := read(t, src, 1)[0].Position
	for name, test := range map[string]struct {
		setting, value string
		pos            opencdc.Position
		want           string
	}{
		"no bucket":  {"bucket", "x", nil, `there is no bucket "x"`},
		"no server":  {"url", "nats://127.0.0.1:1", nil, "connect to NATS"},
		"no CA file": {"tls.caFile", "/no/such", nil, "/no/such"},
		"damaged": {"url", "nats://127.0.0.1:1",
			opencdc.Position("x"), "damaged"}, // before it connects
	} {
		t.Run(name, func(t *testing.T) {
			err := openError(t,
				b.sourceConfig(test.setting, test.value), test.pos)
			wantError(t, err, test.want)
		})
	}

	t.Run("another bucket of the name", func(t *testing.T) {
		if err := b.js.DeleteKeyValue(t.Context(), "b"); err != nil {
			t.Fatal(err)
		}
		b.create()
		b.put("a=1 b=1")
		wantError(t, openError(t, b.sourceConfig(), pos), "was created at")
		_, err := src.ReadN(t.Context(), 1) // it runs and notices it, too
		wantError(t, err, "was created at")
	})
	t.Run("another name", func(t *testing.T) {
		b.config.Bucket = "c"
		b.create()
		err := openError(t, b.sourceConfig("bucket", "c"), pos)
		wantError(t, err, `belongs to bucket "b", but this is "c"`)
	})
	t.Run("a backup", func(t *testing.T) {
		b.config.Bucket, b.config.Storage = "d", jetstream.MemoryStorage
		b.create()
		cfg := b.sourceConfig("bucket", "d")
		if _, err := b.js.Publish(t.Context(), "$KV.d.a", nil); err != nil {
			t.Fatal(err)
		}
		src := open(t, cfg, nil)
		p, err := parsePosition(read(t, src, 1)[0].Position)
		if err != nil {
			t.Fatal(err)
		}
		p.Revision, p.SnapshotTo = 7, 0
		raw, err := p.encode()
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, openError(t, cfg, raw), "older than the position")
	})
	t.Run("a bucket that forgets when it is full", func(t *testing.T) {
		_, err := b.js.CreateStream(t.Context(), jetstream.StreamConfig{
			Name: "KV_e", Subjects: []string{"$KV.e.>"}, MaxMsgs: 9,
		})
		if err != nil {
			t.Fatal(err)
		}
		err = openError(t, b.sourceConfig("bucket", "e"), nil)
		wantError(t, err, "drops its oldest")
	})
}

func TestTeardown(t *testing.T) {
	b := newBucket(t, jetstream.KeyValueConfig{})
	t.Run("before Open", func(t *testing.T) {
		src := configured(t, b.sourceConfig())
		teardown(t, src)
		teardown(t, src)
	})
	t.Run("while it reads", func(t *testing.T) {
		src := configured(t, b.sourceConfig())
		if err := src.Open(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() {
			_, err := src.ReadN(context.Background(), 1)
			done <- err
		}()
		time.Sleep(50 * time.Millisecond)
		begin := time.Now()
		teardown(t, src)
		if took := time.Since(begin); took > patience/4 {
			t.Errorf("took %v", took)
		}
		if err := <-done; err == nil || errors.Is(err, errGap) {
			t.Errorf("ReadN: %v", err)
		}
	})
	t.Run("leaves no consumer and no connection", func(t *testing.T) {
		src := configured(t, b.sourceConfig())
		if err := src.Open(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		teardown(t, src)
		if n := b.info().Consumers; n != 0 {
			t.Errorf("%d consumers are left", n)
		}
		for end := time.Now().Add(patience); b.server.NumClients() > 1; {
			if time.Now().After(end) {
				t.Fatalf("%d connections", b.server.NumClients())
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
}
