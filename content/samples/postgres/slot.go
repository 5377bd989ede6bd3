package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const outputPlugin = "pgoutput"

// slot is a replication slot as the server describes it.
type slot struct {
	name      string
	plugin    string
	database  string
	walStatus string
	// confirmed is the point from which the server can still send. It is
	// missing while the slot is being created.
	confirmed *pglogrepl.LSN
}

// findSlot returns nothing if there is no such slot.
func findSlot(
	ctx context.Context, conn *pgx.Conn, name string,
) (*slot, error) {
	s := slot{name: name}
	var confirmed *string
	err := conn.QueryRow(ctx, `
		SELECT coalesce(plugin, ''), coalesce(database, ''),
			coalesce(wal_status, ''), confirmed_flush_lsn::text
		FROM pg_replication_slots WHERE slot_name = $1`, name,
	).Scan(&s.plugin, &s.database, &s.walStatus, &confirmed)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up replication slot %q: %w", name, err)
	}
	if confirmed != nil {
		lsn, err := pglogrepl.ParseLSN(*confirmed)
		if err != nil {
			return nil, fmt.Errorf("replication slot %q: %w", name, err)
		}
		s.confirmed = &lsn
	}
	return &s, nil
}

// check tells whether the slot can be read at all.
func (s *slot) check(database string) error {
	switch {
	case s.plugin != outputPlugin || s.database != database:
		return fmt.Errorf("replication slot %q is one of the plugin %q and "+
			"the database %q, not of %q and %q: choose another name with "+
			`"slot.name"`,
			s.name, s.plugin, s.database, outputPlugin, database)
	case s.walStatus == "lost":
		return fmt.Errorf("replication slot %q has lost changes: it was "+
			"further behind than max_slot_wal_keep_size allows. Raise or "+
			"remove that limit, drop the slot with SELECT "+
			"pg_drop_replication_slot(%s), and create a new connector, which "+
			"begins with a snapshot", s.name, quoteText(s.name))
	case s.confirmed == nil:
		return fmt.Errorf("replication slot %q is still being created, which "+
			"waits for the end of all running transactions: end them, or "+
			"wait", s.name)
	}
	return nil
}

// #region missing-slot

// checkReaches makes sure that the slot still has every change after the
// position. To go on from where the slot is would be simpler, and would lose
// the changes in between without a word.
func (s *slot) checkReaches(
	name string, at logPosition, released note,
) error {
	if s == nil {
		return fmt.Errorf("replication slot %q does not exist any more, and "+
			"with it the changes after %s are lost: create a new connector, "+
			"which begins with a snapshot", name, at)
	}
	if *s.confirmed <= at.lsn || released.covers(at, *s.confirmed) {
		return nil
	}
	return fmt.Errorf("replication slot %q has moved on to %s, but the "+
		"position is at %s: somebody else has read the changes in between. "+
		"Give each reader a slot of its own, and create a new connector, "+
		"which begins with a snapshot", name, *s.confirmed, at)
}

// #endregion missing-slot

// #region slot

// createSlot creates the slot, and with it a snapshot: what is committed
// before the point that it returns is in the snapshot, what is committed later
// will come from the slot. Asking for both one after the other would lose or
// repeat what happens between the two questions.
//
// The snapshot lives until the next command on this connection, so it has to
// be imported before anything else. The slot lives until it is dropped, and
// the server keeps the log for it, whether or not anybody reads.
func createSlot(
	ctx context.Context, conn *pgconn.PgConn, name string, export bool,
) (start pglogrepl.LSN, snapshot string, err error) {
	options := pglogrepl.CreateReplicationSlotOptions{
		Mode:           pglogrepl.LogicalReplication,
		SnapshotAction: "NOEXPORT_SNAPSHOT",
	}
	if export {
		options.SnapshotAction = "EXPORT_SNAPSHOT"
	}
	created, err := pglogrepl.CreateReplicationSlot(
		ctx, conn, name, outputPlugin, options)
	if err != nil {
		return 0, "", fmt.Errorf("create replication slot %q: %w", name, err)
	}
	start, err = pglogrepl.ParseLSN(created.ConsistentPoint)
	if err != nil {
		return 0, "", fmt.Errorf("create replication slot %q: %w", name, err)
	}
	return start, created.SnapshotName, nil
}

// #endregion slot

// slotPatience is how long to wait for the previous reader of a slot to leave.
// The server may need a moment to see that a process was killed. Tests are in a
// hurry.
var slotPatience = 5 * time.Second

// #region retry

// retryInUse repeats an action while the slot has another reader.
func retryInUse(
	ctx context.Context, name string, action func() error,
) error {
	deadline := time.Now().Add(slotPatience)
	for {
		err := action()
		if !hasCode(err, codeObjectInUse) {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("replication slot %q has another reader, give "+
				"each connector a slot of its own: %w", name, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// #endregion retry

// dropSlot removes the slot if it exists.
func dropSlot(ctx context.Context, conn *pgx.Conn, name string) error {
	err := retryInUse(ctx, name, func() error {
		_, err := conn.Exec(ctx, `SELECT pg_drop_replication_slot(slot_name)
			FROM pg_replication_slots WHERE slot_name = $1`, name)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop replication slot %q: %w", name, err)
	}
	return nil
}
