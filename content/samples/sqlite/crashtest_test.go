package sqlite

import (
	"context"
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// #region ten-lines

func TestCrashes(t *testing.T) {
	crashtest.RunSource(t, crashtest.Source{
		Connector: Connector,
		System:    func(t *testing.T) crashtest.System { return newCrashDB(t) },
		Quick:     true, // every start installs triggers
		Random:    5,
	})
}

// Write makes a change as any other program would.
func (db crashDB) Write(ctx context.Context, c crashtest.Change) error {
	statement, args := "DELETE FROM t WHERE id = ?2", []any{c.Value, c.Key}
	switch c.Operation {
	case opencdc.OperationCreate:
		statement = "INSERT INTO t (value, id) VALUES (?, ?)"
	case opencdc.OperationUpdate:
		statement = "UPDATE t SET value = ? WHERE id = ?"
	}
	_, err := db.ExecContext(ctx, statement, args...)
	return err
}

func (db crashDB) Config() config.Config {
	return db.sourceConfig("t", "fetchSize", "2")
}

// #endregion ten-lines

// crashDB is a database with one table.
type crashDB struct{ testDB }

func newCrashDB(t testing.TB) crashDB {
	return crashDB{newDB(t, `CREATE TABLE t (
		id INTEGER PRIMARY KEY, value TEXT CHECK (value <> 'refused'))`)}
}

// #region ten-lines-destination

func TestDestinationCrashes(t *testing.T) {
	crashtest.RunDestination(t, crashtest.Destination{
		Connector: Connector,
		Target: func(t *testing.T) crashtest.Target {
			return crashSink{newCrashDB(t)}
		},
		Fields: crashtest.Fields{Collection: "t"},
		Poison: refused,
	})
}

// refused makes a record that a CHECK of the table refuses.
func refused(rec opencdc.Record) opencdc.Record {
	row := rec.Payload.After.(opencdc.StructuredData)
	row["value"] = "refused"
	return rec
}

// Rows reads the table.
func (db crashSink) Rows(ctx context.Context) ([]crashtest.Row, error) {
	rows, err := read(ctx, db, "SELECT id, value FROM t", nil)
	var result []crashtest.Row
	for _, r := range rows {
		result = append(result,
			crashtest.Row{Key: r[0].(int64), Value: r[1].(string)})
	}
	return result, err
}

// #endregion ten-lines-destination

type crashSink struct{ crashDB }

func (db crashSink) Config() config.Config {
	return config.Config{"url": db.path}
}
