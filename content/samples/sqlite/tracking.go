package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// tracking names the objects that record changes in the source database, and
// the connector that they belong to.
type tracking struct{ prefix, owner string }

func (t tracking) changes() string { return t.prefix + "_changes" }
func (t tracking) state() string   { return t.prefix + "_state" }

// The triggers of a table. Their names begin with the prefix.
const (
	onInsert = "insert"
	onUpdate = "update"
	onRekey  = "rekey"
	onDelete = "delete"
)

// trackingState is what is known about the recorded changes.
type trackingState struct {
	// id is random. It moves with the file, unlike a path, and is gone if
	// somebody deletes the recorded changes.
	id string
	// owner is the ID of the connector that installed the triggers.
	owner string
	// tables are those that had triggers when the source last started.
	tables []string
	// pruned is the last change before the part of the log that is kept. It
	// is set when the first start fixes where changes begin, and moves when
	// changes are deleted after acknowledgement. It is missing before.
	pruned sql.NullInt64
}

// install creates what is missing and replaces the triggers.
//
// Open calls it on every start. LifecycleOnCreated would run only once: it
// would not notice a table that was added to the configuration, a column that
// was added to a table, or a database restored from a backup. All of it happens
// in one transaction that locks out writers, so no change slips through while
// a trigger is being replaced.
func (t tracking) install(
	ctx context.Context, db *sql.DB, tables []table,
) (state trackingState, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return state, fmt.Errorf("lock database: %w", err)
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()

	err = execute(ctx, tx, []string{
		// AUTOINCREMENT: a number is never used twice, not even after the
		// change that had it was deleted.
		fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %s (
			seq INTEGER PRIMARY KEY AUTOINCREMENT,
			at TEXT NOT NULL, tbl TEXT NOT NULL, op TEXT NOT NULL,
			old_row TEXT, new_row TEXT)`, quote(t.changes())),
		fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %s (
			id TEXT NOT NULL, owner TEXT NOT NULL, tables TEXT NOT NULL,
			pruned INTEGER)`, quote(t.state())),
		fmt.Sprintf(`INSERT INTO %[1]s
			SELECT lower(hex(randomblob(8))), %[2]s, '[]', NULL
			WHERE NOT EXISTS (SELECT 1 FROM %[1]s)`,
			quote(t.state()), quoteText(t.owner)),
	})
	if err != nil {
		return state, err
	}
	if state, err = t.readState(ctx, tx); err != nil {
		return state, err
	}
	if err := t.checkOwner(state); err != nil {
		return state, err
	}
	statements, err := t.dropTriggers(ctx, tx)
	if err != nil {
		return state, err
	}
	for _, table := range tables {
		if slices.Contains(state.tables, table.name) {
			// It had triggers. Without them, changes were missed.
			if err := t.checkTriggers(ctx, tx, table); err != nil {
				return state, err
			}
		}
		statements = append(statements, t.triggers(table)...)
	}
	known, err := json.Marshal(tableNames(tables))
	if err != nil {
		return state, fmt.Errorf("write %s: %w", t.state(), err)
	}
	statements = append(statements, fmt.Sprintf("UPDATE %s SET tables = %s",
		quote(t.state()), quoteText(string(known))))
	if err := execute(ctx, tx, statements); err != nil {
		return state, err
	}
	if err := tx.Commit(); err != nil {
		return state, fmt.Errorf("commit: %w", err)
	}
	return state, nil
}

func (t tracking) readState(
	ctx context.Context, tx *sql.Tx,
) (state trackingState, err error) {
	var tables []byte
	err = tx.QueryRowContext(ctx, fmt.Sprintf(
		"SELECT id, owner, tables, pruned FROM %s", quote(t.state())),
	).Scan(&state.id, &state.owner, &tables, &state.pruned)
	if err == nil {
		err = json.Unmarshal(tables, &state.tables)
	}
	if err != nil {
		return state, fmt.Errorf("read %s: %w", t.state(), err)
	}
	return state, nil
}

// #region owner

// checkOwner refuses the triggers of another connector. To replace them would
// end its change capture, and it would not notice.
func (t tracking) checkOwner(state trackingState) error {
	if state.owner == t.owner {
		return nil
	}
	return fmt.Errorf("tracking.prefix %q belongs to connector %q: set "+
		"another prefix; or, if that connector is gone for good, run "+
		"DROP TABLE %s", t.prefix, state.owner, quote(t.state()))
}

// #endregion owner

// remove drops everything that install created, unless it belongs to another
// connector: this one was refused then, or reads by polling.
func (t tracking) remove(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("lock database: %w", err)
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()

	var installed bool
	err = tx.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?)",
		t.state()).Scan(&installed)
	if err != nil {
		return fmt.Errorf("look for %s: %w", t.state(), err)
	}
	if installed {
		state, err := t.readState(ctx, tx)
		if err != nil || state.owner != t.owner {
			return err
		}
	}
	statements, err := t.dropTriggers(ctx, tx)
	if err != nil {
		return err
	}
	statements = append(statements,
		"DROP TABLE IF EXISTS "+quote(t.changes()),
		"DROP TABLE IF EXISTS "+quote(t.state()))
	if err := execute(ctx, tx, statements); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// checkTriggers makes sure that the changes of a table are recorded. Whoever
// drops a table drops its triggers, also to make it again with other columns.
func (t tracking) checkTriggers(
	ctx context.Context, db queryer, tbl table,
) error {
	var found int
	err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master
		WHERE type = 'trigger' AND tbl_name = ? AND instr(sql, ?) > 0`,
		tbl.name, quote(t.changes())).Scan(&found)
	if err != nil {
		return fmt.Errorf("look for the triggers of %q: %w", tbl.name, err)
	}
	if found == len(t.triggers(tbl)) {
		return nil
	}
	return fmt.Errorf("table %q was rebuilt without its triggers, so changes "+
		"were not recorded: replace this connector by one with a new ID, "+
		"which takes a new snapshot", tbl.name)
}

// #region drop-triggers

// dropTriggers returns the statements that drop this connector's triggers,
// also those of tables that are not configured any more, or were renamed: it
// looks for what writes to the change table, not for names.
func (t tracking) dropTriggers(
	ctx context.Context, db queryer,
) ([]string, error) {
	rows, err := db.QueryContext(ctx,
		`SELECT name FROM sqlite_master
			WHERE type = 'trigger' AND instr(sql, ?) > 0`,
		quote(t.changes()))
	if err != nil {
		return nil, fmt.Errorf("list triggers: %w", err)
	}
	defer rows.Close()

	var drops []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("list triggers: %w", err)
		}
		drops = append(drops, "DROP TRIGGER "+quote(name))
	}
	return drops, rows.Err()
}

// #endregion drop-triggers

// trigger returns the name of a trigger.
func (t tracking) trigger(event, table string) string {
	return t.prefix + "_" + event + "_" + table
}

// insert is the statement of a trigger that records a change.
func (t tracking) insert(tbl table, op, oldRow, newRow string) string {
	return fmt.Sprintf(`INSERT INTO %s (at, tbl, op, old_row, new_row)
		VALUES (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ', 'now'), %s, %s, %s, %s);`,
		quote(t.changes()), quoteText(tbl.name), quoteText(op), oldRow, newRow)
}

// rowSQL is the expression that writes a whole row for parseRow.
func rowSQL(tbl table, alias string) string {
	fields := make([]string, len(tbl.columns))
	for i, c := range tbl.columns {
		fields[i] = quoteText(quote(c.name)+":") + " || " +
			cellSQL(alias+"."+quote(c.name))
	}
	// Not one json_object for all columns: older versions of SQLite, which
	// other programs may write with, limit the number of arguments.
	return "'{' || " + strings.Join(fields, " || ',' || ") + " || '}'"
}

// prune deletes changes up to a number and remembers that they are gone.
func (t tracking) prune(
	ctx context.Context, db *sql.DB, upTo int64,
) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("clean up changes: %w", err)
	}
	defer func() {
		if cleanup := rollback(tx); err == nil {
			err = cleanup
		}
	}()
	for _, statement := range []string{
		fmt.Sprintf("DELETE FROM %s WHERE seq <= ?", quote(t.changes())),
		fmt.Sprintf("UPDATE %s SET pruned = max(coalesce(pruned, 0), ?)",
			quote(t.state())),
	} {
		if _, err := tx.ExecContext(ctx, statement, upTo); err != nil {
			return fmt.Errorf("clean up changes: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("clean up changes: %w", err)
	}
	return nil
}

// head returns the number of the last change that was recorded, deleted or not.
func (t tracking) head(ctx context.Context, db queryer) (int64, error) {
	var head int64
	err := db.QueryRowContext(ctx,
		"SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?",
		t.changes()).Scan(&head)
	if err != nil {
		return 0, fmt.Errorf("find last change: %w", err)
	}
	return head, nil
}

func execute(ctx context.Context, tx *sql.Tx, statements []string) error {
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("run %q: %w", statement, err)
		}
	}
	return nil
}

// rollback ends a transaction that was not committed. After a commit it does
// nothing, so it can always be deferred.
func rollback(tx *sql.Tx) error {
	err := tx.Rollback()
	if err == nil || errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return fmt.Errorf("roll back: %w", err)
}
