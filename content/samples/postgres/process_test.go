package postgres

import (
	"context"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// TestProcessCrashes kills the built connector with SIGKILL. The server notices
// that its client is gone, and gives the slot free, some time later.
func TestProcessCrashes(t *testing.T) {
	crashtest.RunSource(t, crashtest.Source{
		Binary: crashtest.Build(t, "./cmd/connector"),
		System: func(t *testing.T) crashtest.System { return newCrashDB(t) },
		Quick:  true, // each scenario makes a database and a slot
		Random: 3,
	})
}

// crashDB is a database with one table, whose updates and deletions come with
// the whole old row.
type crashDB struct{ testDB }

func newCrashDB(t *testing.T) crashDB {
	t.Helper()
	return crashDB{newDB(t,
		"CREATE TABLE t (id bigint PRIMARY KEY, value text)",
		"ALTER TABLE t REPLICA IDENTITY FULL")}
}

func (db crashDB) Config() config.Config {
	return db.sourceConfig("t", "fetchSize", "2")
}

// Write makes a change as any other program would.
func (db crashDB) Write(ctx context.Context, c crashtest.Change) error {
	statement, args := "DELETE FROM t WHERE id = $1", []any{c.Key}
	switch c.Operation {
	case opencdc.OperationCreate:
		statement = "INSERT INTO t (id, value) VALUES ($1, $2)"
		args = append(args, c.Value)
	case opencdc.OperationUpdate:
		statement = "UPDATE t SET value = $2 WHERE id = $1"
		args = append(args, c.Value)
	}
	_, err := db.Exec(ctx, statement, args...)
	return err
}
