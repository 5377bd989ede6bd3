// The proof of SRC-READN, run by the SDK with its batch middleware.
package srcreadn

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

const (
	rows     = 10
	pageSize = 4
)

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

// batch is what a user sets as sdk.batch.size and sdk.batch.delay.
func batch(size int, delay time.Duration) config {
	return config{SourceWithBatch: sdk.SourceWithBatch{
		BatchSize: &size, BatchDelay: &delay,
	}}
}

// table has rows, and waits for more at its end.
type table struct {
	next    int
	queries atomic.Int64
}

func (t *table) query(
	ctx context.Context, limit int,
) ([]opencdc.Record, error) {
	t.queries.Add(1)
	if t.next == rows {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	var recs []opencdc.Record
	for ; len(recs) < limit && t.next < rows; t.next++ {
		recs = append(recs, opencdc.Record{
			Position: fmt.Append(nil, t.next),
		})
	}
	return recs, nil
}

// read returns how many of the rows arrive in order, and after how many
// queries. It gives up when nothing comes for some time.
func read(
	t *testing.T, tab *table, src sdk.Source, patience time.Duration,
) (int, int64) {
	t.Helper()
	c := adapter.StartSource(t, sdk.SourceWithMiddleware(src))
	arrived := 0
	for arrived < rows {
		select {
		case rec := <-c.Records:
			if string(rec.Position) != fmt.Sprint(arrived) {
				t.Fatalf("row %s after %d rows", rec.Position, arrived)
			}
			arrived++
			continue
		case <-time.After(patience):
		}
		break
	}
	queries := tab.queries.Load()
	if err := c.Stop(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	return arrived, queries
}

func TestProof(t *testing.T) {
	good := func(cfg config) (int, int64) {
		tab := &table{}
		return read(t, tab, &Good{source{
			config: cfg, query: tab.query, pageSize: pageSize,
		}}, 5*time.Second)
	}
	bad := func(cfg config, patience time.Duration) (int, int64) {
		tab := &table{}
		return read(t, tab, &Bad{source{
			config: cfg, query: tab.query, pageSize: pageSize,
		}}, patience)
	}
	off := batch(0, 0)
	both := batch(5, time.Millisecond)
	delayOnly := batch(0, time.Millisecond)

	// One more query waits for new rows, or is about to.
	pages := int64((rows + pageSize - 1) / pageSize)
	for name, cfg := range map[string]config{
		"off": off, "both": both, "delay only": delayOnly,
	} {
		arrived, queries := good(cfg)
		if arrived != rows || queries > pages+1 {
			t.Errorf("good, %s: %d rows in %d queries",
				name, arrived, queries)
		}
	}

	if arrived, queries := bad(both, 5*time.Second); arrived != rows {
		t.Errorf("bad, both: %d rows in %d queries", arrived, queries)
	}
	arrived, queries := bad(off, 5*time.Second)
	if arrived != rows || queries < rows {
		t.Errorf("bad, off: %d rows in %d queries", arrived, queries)
	}
	t.Logf("bad: without batching, %d rows take at least %d queries",
		arrived, rows)
	arrived, queries = bad(delayOnly, time.Second)
	if arrived != 0 || queries < 100 {
		t.Errorf("bad, delay only: %d rows in %d queries", arrived, queries)
	}
	t.Logf("bad: with sdk.batch.delay alone, %d rows arrive in a second, in "+
		"at least 100 queries", arrived)
}
