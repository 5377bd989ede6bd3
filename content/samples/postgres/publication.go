package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// ensurePublication makes sure that the changes of all tables are published.
// It never removes a table: what is published but not configured is ignored.
//
// Open calls it on every start. LifecycleOnCreated would run only once: it
// would not notice a table that was added to the configuration, or dropped
// from the database and created again.
func ensurePublication(
	ctx context.Context, conn *pgx.Conn, name string, tables []*table,
) error {
	var all, complete bool
	err := conn.QueryRow(ctx, `
		SELECT puballtables, pubinsert AND pubupdate AND pubdelete
			AND pubtruncate
		FROM pg_publication WHERE pubname = $1`, name).Scan(&all, &complete)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return createPublication(ctx, conn, name, tables)
	case err != nil:
		return fmt.Errorf("look up publication %q: %w", name, err)
	case !complete:
		return fmt.Errorf("publication %q leaves out operations: run "+
			"ALTER PUBLICATION %s SET (publish = 'insert, update, delete, "+
			"truncate')", name, quote(name))
	case all:
		return nil
	}
	return addTables(ctx, conn, name, tables)
}

func createPublication(
	ctx context.Context, conn *pgx.Conn, name string, tables []*table,
) error {
	_, err := conn.Exec(ctx, fmt.Sprintf("CREATE PUBLICATION %s FOR TABLE %s",
		quote(name), listTables(tables)))
	if err != nil && !hasCode(err, codeAlreadyThere) {
		return fmt.Errorf("create publication %q: %w", name, err)
	}
	return nil
}

// addTables adds the tables that a publication lacks.
//
// A transaction that is running now could write to a table before it is
// published and commit afterwards: some of its changes would be missing. The
// lock waits for such transactions. A new publication does not need it, as the
// slot is created later and waits for all of them, without blocking anybody.
func addTables(
	ctx context.Context, conn *pgx.Conn, name string, tables []*table,
) error {
	rows, err := conn.Query(ctx, `
		SELECT r.prrelid FROM pg_publication_rel r
		JOIN pg_publication p ON p.oid = r.prpubid
		WHERE p.pubname = $1`, name)
	if err != nil {
		return fmt.Errorf("look up publication %q: %w", name, err)
	}
	published, err := pgx.CollectRows(rows, pgx.RowTo[uint32])
	if err != nil {
		return fmt.Errorf("look up publication %q: %w", name, err)
	}
	lacking := slices.DeleteFunc(slices.Clone(tables), func(t *table) bool {
		return slices.Contains(published, t.oid)
	})
	if len(lacking) == 0 {
		return nil
	}

	add := listTables(lacking)
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		for _, statement := range []string{
			"SET LOCAL lock_timeout = '5s'", // writers wait behind the lock
			"LOCK TABLE " + add + " IN SHARE ROW EXCLUSIVE MODE",
			"ALTER PUBLICATION " + quote(name) + " ADD TABLE " + add,
		} {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("add %s to publication %q: %w", add, name, err)
	}
	sdk.Logger(ctx).Warn().Str("tables", add).Msg("tables were added to the " +
		"publication: unless a snapshot is running, only changes from now on " +
		"will be read")
	return nil
}

func listTables(tables []*table) string {
	parts := make([]string, len(tables))
	for i, t := range tables {
		parts[i] = t.from()
	}
	return strings.Join(parts, ", ")
}

func dropPublication(ctx context.Context, conn *pgx.Conn, name string) error {
	_, err := conn.Exec(ctx, "DROP PUBLICATION IF EXISTS "+quote(name))
	if err != nil {
		return fmt.Errorf("drop publication %q: %w", name, err)
	}
	return nil
}
