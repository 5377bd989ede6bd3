package postgres

import (
	"context"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"

	"example.com/conduit-connectors/internal/pgtest"
	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// reports is long enough for the connector to report its progress a few times.
const reports = 500 * time.Millisecond

// logEndOf returns the point in the log that a position stands for.
func logEndOf(t *testing.T, rec opencdc.Record) logPosition {
	t.Helper()
	pos, err := iterator.ParsePosition(rec.Position)
	if err != nil {
		t.Fatal(err)
	}
	at, err := parseLogPosition(pos)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAckMovesTheSlot(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	src := open(t, db.sourceConfig("t"), nil)
	start := db.confirmed(t)
	db.exec(t, "INSERT INTO t VALUES (1)")
	db.exec(t, "INSERT INTO t VALUES (2), (3)")
	db.exec(t, "INSERT INTO t VALUES (4)")
	recs := readExactly(t, src, 4)
	time.Sleep(reports)
	if at := db.confirmed(t); at != start {
		t.Fatalf("slot moved to %s, but nothing was acknowledged", at)
	}

	// Half a transaction counts as the ones before it.
	ack(t, src, recs[:2]...)
	first := logEndOf(t, recs[0]).lsn
	eventually(t, "the slot is at the first transaction", func() bool {
		return db.confirmed(t) == first
	})
	time.Sleep(reports)
	if at := db.confirmed(t); at != first {
		t.Fatalf("slot moved on to %s with half a transaction", at)
	}
	ack(t, src, recs[2])
	eventually(t, "the slot is at the second transaction", func() bool {
		return db.confirmed(t) == logEndOf(t, recs[2]).lsn
	})
	ack(t, src, recs[3])
	eventually(t, "the slot is at the third transaction", func() bool {
		return db.confirmed(t) == logEndOf(t, recs[3]).lsn
	})
}

// A crash can take Conduit back to a position from before what it has
// acknowledged. The server still has what comes after it.
func TestAcknowledgedChangesAreKeptForAWhile(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	cfg := db.sourceConfig("t", "slot.retention", "1h")
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (1)")
	db.exec(t, "INSERT INTO t VALUES (2)")
	recs := readExactly(t, src, 2)
	ack(t, src, recs...)
	time.Sleep(reports)
	teardown(t, src)

	src = open(t, cfg, recs[0].Position)
	wantEqual(t, summaries(readExactly(t, src, 1)), []string{
		`create t {"id":2}: - -> {"id":2}`,
	})
	// Conduit had stored this position: nothing before it is needed.
	eventually(t, "the slot is at the position", func() bool {
		return db.confirmed(t) == logEndOf(t, recs[0]).lsn
	})
}

// The context of Open ends with the stop signal; acknowledgements of what was
// sent before still come, and have to work.
func TestAckAfterStop(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)")
	src := configured(t, db.sourceConfig("t"))
	defer teardown(t, src)
	ctx, stop := context.WithCancel(t.Context())
	if err := src.Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO t VALUES (1)")
	recs := readExactly(t, src, 1)
	stop()
	ack(t, src, recs...)
	eventually(t, "the slot has moved", func() bool {
		return db.confirmed(t) == logEndOf(t, recs[0]).lsn
	})
}

// busy fills log segments with changes of a table that is not read.
func (db testDB) busy(t *testing.T) {
	t.Helper()
	for range 2 {
		db.exec(t, "INSERT INTO busy VALUES (1)")
		db.exec(t, "SELECT pg_switch_wal()")
	}
}

// The log of other tables must not pile up because the tables of this
// connector are idle; and it must not take anything with it.
func TestIdleTables(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"CREATE TABLE busy (id int)", "INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	recs := readExactly(t, src, 1)
	reading := make(chan []opencdc.Record)
	read := func() {
		got, err := readWithin(t, src, 1, 20*time.Second)
		if err != nil {
			t.Error(err)
		}
		reading <- got
	}
	go read()
	db.busy(t)
	end := db.logEnd(t)
	eventually(t, "the log of the busy table is released", func() bool {
		return db.confirmed(t) >= end
	})

	// A record that is not acknowledged holds the log.
	db.exec(t, "INSERT INTO t VALUES (2)")
	recs = append(recs, <-reading...)
	go read()
	before := db.confirmed(t)
	db.busy(t)
	time.Sleep(reports)
	if at := db.confirmed(t); at != before {
		t.Fatalf("slot moved to %s, past an unacknowledged record", at)
	}
	ack(t, src, recs[1])
	end = db.logEnd(t)
	eventually(t, "the log is released after it", func() bool {
		return db.confirmed(t) >= end
	})
	db.exec(t, "INSERT INTO t VALUES (3)")
	<-reading
	teardown(t, src)

	// The slot is ahead of the position, and that is in order.
	src = open(t, cfg, recs[1].Position)
	wantEqual(t, summaries(readExactly(t, src, 1)), []string{
		`create t {"id":3}: - -> {"id":3}`,
	})
	teardown(t, src)

	// The first record lies before one that is gone from the slot.
	wantError(t, openError(t, cfg, recs[0].Position),
		testSlot, "has moved on", "create a new connector")
}

// A slot that somebody else has moved must not pass for one that is in order.
func TestSlotWasReadByOthers(t *testing.T) {
	db := newDB(t, "CREATE TABLE t (id int PRIMARY KEY)",
		"CREATE TABLE busy (id int)", "INSERT INTO t VALUES (1)")
	cfg := db.sourceConfig("t")
	src := open(t, cfg, nil)
	pos := readExactly(t, src, 1)[0].Position
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := readWithin(t, src, 1, 20*time.Second); err != nil {
			t.Error(err)
		}
	}()
	db.busy(t)
	end := db.logEnd(t)
	eventually(t, "there is a note", func() bool {
		return db.confirmed(t) >= end
	})
	db.exec(t, "INSERT INTO t VALUES (2)")
	<-done
	teardown(t, src)
	db.execWhenFree(t, `SELECT pg_replication_slot_advance('`+testSlot+`',
		pg_current_wal_lsn())`)
	wantError(t, openError(t, cfg, pos), testSlot, "has moved on")
}

// The server drops a client that is silent. A slow destination must not make
// the source silent.
func TestSlowDestination(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY, v text)")
	db.exec(t, "ALTER DATABASE "+db.name+
		" SET wal_sender_timeout = '600ms'")
	src := open(t, db.sourceConfig("t,last", "fetchSize", "1"), nil)
	db.exec(t, `INSERT INTO t SELECT i, repeat(md5(i::text), 100)
		FROM generate_series(1, 3000) i`) // more than sockets hold
	readExactly(t, src, 1)
	time.Sleep(3 * time.Second)
	recs := db.readThrough(t, src, 100)
	if len(recs) != 2999 {
		t.Fatalf("got %d records, want 2999", len(recs))
	}
}

// A server that is shut down waits until all its log has arrived. It must not
// wait for acknowledgements that may never come.
func TestServerCanBeShutDown(t *testing.T) {
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()
	conn := dial(t, server.URL("postgres"))
	mustExec(t, conn, "CREATE TABLE t (id int PRIMARY KEY)")
	db := testDB{Conn: conn, url: server.URL("postgres")}
	src := open(t, db.sourceConfig("t"), nil)
	mustExec(t, conn, "INSERT INTO t VALUES (1)")
	mustExec(t, conn, "INSERT INTO t VALUES (2)")
	recs := readExactly(t, src, 2)
	ack(t, src, recs[0])
	eventually(t, "the first record is confirmed", func() bool {
		return db.confirmed(t) == logEndOf(t, recs[0]).lsn
	})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		t.Fatalf("the server does not shut down: %v", err)
	}
	_, err = readWithin(t, src, 1, 10*time.Second)
	wantError(t, err, testSlot)
}
