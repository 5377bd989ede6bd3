// Package destorder proves the guideline DEST-ORDER: a batch that is grouped by
// the kind of statement leaves other rows than its records say.
package destorder

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// statementOf is what a record needs: all that need the same can share it.
func statementOf(rec opencdc.Record) string {
	if rec.Operation == opencdc.OperationDelete {
		return "DELETE FROM users WHERE id = ?"
	}
	return "INSERT INTO users (id) VALUES (?) ON CONFLICT DO NOTHING"
}

// write runs the statements of a batch, one run of records after the other.
func write(ctx context.Context, tx *sql.Tx, runs [][]opencdc.Record) error {
	for _, run := range runs {
		statement, err := tx.PrepareContext(ctx, statementOf(run[0]))
		if err != nil {
			return err
		}
		for _, rec := range run {
			key, ok := rec.Key.(opencdc.StructuredData)
			if !ok {
				return fmt.Errorf("key is a %T", rec.Key)
			}
			if _, err := statement.ExecContext(ctx, key["id"]); err != nil {
				return err
			}
		}
		if err := statement.Close(); err != nil {
			return err
		}
	}
	return nil
}
