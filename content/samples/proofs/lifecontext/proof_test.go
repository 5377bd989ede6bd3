// The proof of LIFE-CONTEXT, run by the SDK.
package lifecontext

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	_ "modernc.org/sqlite" // the driver

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// patience is for what takes milliseconds.
const patience = 5 * time.Second

// result is what became of three records that were read before a stop.
type result struct {
	acked, stored int
	ended         string // the run's error, if an acknowledgement ended it
}

// stop reads three records, acknowledges one, stops the source, and
// acknowledges the others, as Conduit does. Its bubble waits for what ends in
// the background, such as a transaction whose context has ended.
func stop(t *testing.T, src func(source) sdk.Source) (got result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "test.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		_, err = db.ExecContext(ctx, "CREATE TABLE acknowledged (pos TEXT)")
		if err != nil {
			t.Fatal(err)
		}

		c := adapter.StartSource(t, src(source{db: db, acked: &got.acked}))
		for range 3 {
			<-c.Records
		}
		c.Acks <- opencdc.Position("1")
		synctest.Wait()
		if err := c.Stop(patience); err != nil {
			t.Fatal(err)
		}
		for _, pos := range []string{"2", "3"} {
			synctest.Wait()
			select {
			case c.Acks <- opencdc.Position(pos):
			case err := <-c.Ended:
				got.ended = err.Error()
			}
		}
		synctest.Wait()

		// The bad one cannot commit; what it has stored is what counts.
		_ = c.Teardown(patience)
		err = db.QueryRowContext(
			ctx, "SELECT count(*) FROM acknowledged").Scan(&got.stored)
		if err != nil {
			t.Fatal(err)
		}
	})
	return got
}

func TestProof(t *testing.T) {
	got := stop(t, func(s source) sdk.Source { return &Good{s} })
	if got.acked != 3 || got.stored != 3 || got.ended != "" {
		t.Errorf("good: %+v", got)
	}
	got = stop(t, func(s source) sdk.Source { return &Bad{s} })
	text := "ack plugin error: " +
		"sql: transaction has already been committed or rolled back"
	if got.acked != 1 || got.stored != 0 || got.ended != text {
		t.Errorf("bad: %+v", got)
	}
	t.Logf("bad: 3 records read, 1 acknowledged before the stop and 2 after: "+
		"Ack succeeded for %d, %d stored", got.acked, got.stored)
	t.Logf("bad: the run ends: %v", got.ended)
}
