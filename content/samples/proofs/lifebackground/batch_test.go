package lifebackground

import (
	"context"
	"database/sql"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
	"example.com/conduit-connectors/sqlite"
)

// patience is for what takes milliseconds.
const patience = 10 * time.Second

// batched has no goroutine of its own: the batch middleware has one, and reads
// with the context of Open.
type batched struct {
	source
	config struct {
		sdk.UnimplementedSourceConfig
		sdk.SourceWithBatch
	}
}

func (s *batched) Config() sdk.SourceConfig { return &s.config }

func (s *batched) Open(ctx context.Context, _ opencdc.Position) error {
	context.AfterFunc(ctx, func() { close(s.ended) })
	return nil
}

func (s *batched) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	return []opencdc.Record{{Position: opencdc.Position("1")}}, ctx.Err()
}

func TestBatchMiddleware(t *testing.T) {
	count := silent(t, func(s source) sdk.Source {
		src := &batched{source: s}
		src.config.BatchSize = lang.Ptr(1)
		src.config.BatchDelay = lang.Ptr(time.Millisecond)
		return sdk.SourceWithMiddleware(src)
	})
	t.Logf("%d of %d starts read nothing", count, starts)
	if count < starts/8 {
		t.Errorf("only %d of %d starts read nothing: is the SDK mended?",
			count, starts)
	}
}

// The sample has a context of its own.
func TestBatchMiddlewareOfSample(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range starts {
		path := filepath.Join(t.TempDir(), "test.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			"PRAGMA journal_mode = WAL",
			"CREATE TABLE t (id INTEGER PRIMARY KEY)",
			"INSERT INTO t VALUES (1)",
		} {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		src := sqlite.NewSource()
		err = sdk.Util.ParseConfig(t.Context(), map[string]string{
			"url": path, "tables": "t",
			"sdk.batch.size": "1", "sdk.batch.delay": "1ms",
		}, src.Config(), sqlite.Connector.NewSpecification().SourceParams)
		if err != nil {
			t.Fatal(err)
		}
		c := adapter.StartStandalone(t, src)
		select {
		case <-c.Records:
		case <-time.After(patience):
			t.Fatal("nothing is read")
		}
		if err := c.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
