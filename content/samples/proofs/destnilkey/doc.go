// Package destnilkey proves the guideline DEST-NIL-KEY: without a look at the
// key, a nil key is a panic, and a delete whose key is empty or lacks a column
// removes the rows of others.
package destnilkey

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
)

// primaryKey names the columns of the target's primary key.
var primaryKey = []string{"tenant", "id"}

// keyReader returns the columns of a record's key, with their values.
type keyReader func(opencdc.Data) (opencdc.StructuredData, error)

// fields returns what structured or raw data holds; nil holds nothing.
func fields(data opencdc.Data) (opencdc.StructuredData, error) {
	if data == nil || len(data.Bytes()) == 0 {
		return nil, nil
	}
	var result opencdc.StructuredData
	err := json.Unmarshal(data.Bytes(), &result)
	return result, err
}

// remove deletes the row that a record's key names. Like builders of SQL do, it
// leaves out the WHERE clause if there is no condition.
func remove(
	ctx context.Context, db *sql.DB, read keyReader, rec opencdc.Record,
) error {
	key, err := read(rec.Key)
	if err != nil {
		return err
	}
	var conditions []string
	var args []any
	for name, value := range key {
		conditions = append(conditions, quote(name)+" = ?")
		args = append(args, value)
	}
	query := "DELETE FROM users"
	if len(conditions) > 0 {
		query += " WHERE " + strings.Join(conditions, " AND ")
	}
	_, err = db.ExecContext(ctx, query, args...)
	return err
}

// quote makes an identifier of a name that comes from another system.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
