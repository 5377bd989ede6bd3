package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// system is what the combined iterator needs to know about PostgreSQL.
type system struct {
	config  *SourceConfig
	names   names
	tables  []*table
	schemas schemas

	conn     *pgx.Conn      // for the queries of Open
	log      *pgconn.PgConn // for the slot, then for the change log
	identity pglogrepl.IdentifySystemResult
	timeout  time.Duration // after which the server drops a silent client
	exported string        // snapshot that came with the slot
}

// identify asks the server who it is. It comes first on the connection for
// replication: later a query would end the exported snapshot.
func (s *system) identify(ctx context.Context) error {
	var err error
	if s.identity, err = pglogrepl.IdentifySystem(ctx, s.log); err != nil {
		return fmt.Errorf("identify system: %w", err)
	}
	results, err := s.log.Exec(ctx, `SELECT setting FROM pg_settings
		WHERE name = 'wal_sender_timeout'`).ReadAll()
	if err != nil {
		return fmt.Errorf("read wal_sender_timeout: %w", err)
	}
	millis, err := strconv.Atoi(string(results[0].Rows[0][0]))
	if err != nil {
		return fmt.Errorf("read wal_sender_timeout: %w", err)
	}
	s.timeout = time.Duration(millis) * time.Millisecond // 0: none
	return nil
}

// #region identity

// ID is the number that initdb gave the cluster, its timeline, and the
// database, to which the slot belongs. A copy that was promoted has another
// timeline: it may lack what the original had sent.
func (s *system) ID() string {
	return fmt.Sprintf("%s/%d/%s",
		s.identity.SystemID, s.identity.Timeline, s.identity.DBName)
}

// #endregion identity

// LogStart creates the slot. If there is one, an earlier start came to nothing
// after it had created it: no record was acknowledged, so where the slot is
// remains the right place to begin. To drop it and create it anew would give a
// consistent snapshot once more, but would also take the slot of another
// connector that happens to be down.
func (s *system) LogStart(
	ctx context.Context, snapshot bool,
) (string, error) {
	found, err := findSlot(ctx, s.conn, s.names.slot)
	if err != nil {
		return "", err
	}
	// #region earlier-start
	if found != nil {
		if err := found.check(s.identity.DBName); err != nil {
			return "", err
		}
		sdk.Logger(ctx).Info().Str("slot", s.names.slot).
			Msg("using the replication slot of an earlier start")
		return found.confirmed.String(), nil
	}
	// #endregion earlier-start
	start, exported, err := createSlot(ctx, s.log, s.names.slot, snapshot)
	s.exported = exported
	return start.String(), err
}

// Snapshot opens the view and fixes the upper bounds.
func (s *system) Snapshot(
	ctx context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	v, err := openView(ctx, s.config.URL, s.exported)
	if err != nil {
		return nil, err
	}
	it := &snapshotIterator{
		view:    v,
		tables:  s.tables,
		schemas: s.schemas,
		size:    s.config.FetchSize,
		pos:     pos,
	}
	if it.pos.Tables, err = s.progress(ctx, v, pos); err != nil {
		v.close(ctx)
		return nil, err
	}
	it.release(ctx) // all tables can be empty
	return it, nil
}

// progress returns that of the position, with the bounds of all tables that
// have none yet: all of them at a first start, later those that were added.
func (s *system) progress(
	ctx context.Context, v view, pos iterator.Position,
) (map[string]iterator.Progress, error) {
	progress := make(map[string]iterator.Progress, len(s.tables))
	for _, t := range s.tables {
		known, ok := pos.Tables[t.name]
		if !ok {
			upper, err := bound(ctx, v, t)
			if err != nil {
				return nil, fmt.Errorf("last key of %q: %w", t.name, err)
			}
			known = iterator.Progress{UpperBound: upper, Done: upper == nil}
		}
		if !known.Done && len(known.UpperBound) != len(t.key) {
			return nil, fmt.Errorf("table %q: the position has a key of %d "+
				"columns, the table one of %d: the primary key was changed",
				t.name, len(known.UpperBound), len(t.key))
		}
		progress[t.name] = known
	}
	return progress, nil
}

// Changes begins to receive the change log, also while a snapshot is running:
// so the slot is taken, and what is wrong with it is known at once.
func (s *system) Changes(
	ctx context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	after, err := parseLogPosition(pos)
	if err != nil {
		return nil, err
	}
	found, err := s.checkSlot(ctx, after)
	if err != nil {
		return nil, err
	}
	st := &stream{
		conn:      s.log,
		progress:  newProgress(after.lsn),
		config:    s.config,
		names:     s.names,
		interval:  reportInterval,
		received:  after.lsn,
		confirmed: *found.confirmed,
	}
	if s.timeout > 0 {
		st.interval = min(st.interval, s.timeout/4)
	}
	if err := st.start(ctx, after.lsn); err != nil {
		return nil, err
	}
	it := &changeIterator{
		stream:    st,
		progress:  st.progress,
		config:    s.config,
		schemas:   schemas{}, // the snapshot uses its own at the same time
		system:    s.ID(),
		after:     after,
		tables:    make(map[uint32]*table, len(s.tables)),
		relations: map[uint32]*table{},
		typeNames: map[uint32]string{},
	}
	for _, t := range s.tables {
		it.tables[t.oid] = t
	}
	return it, nil
}

// checkSlot makes sure that the slot has what comes after the position.
func (s *system) checkSlot(
	ctx context.Context, after logPosition,
) (*slot, error) {
	found, err := findSlot(ctx, s.conn, s.names.slot)
	if err != nil {
		return nil, err
	}
	if found != nil {
		if err := found.check(s.identity.DBName); err != nil {
			return nil, err
		}
	}
	released, err := readNote(ctx, s.conn, s.names)
	if err != nil {
		return nil, err
	}
	err = found.checkReaches(s.names.slot, after, released)
	if err == nil && after.lsn > s.identity.XLogPos &&
		after.lsn > *found.confirmed {
		err = fmt.Errorf("position is at %s, but the log of the server ends "+
			"at %s: the server is older than the position, perhaps restored "+
			"from a backup. Create a new connector, which begins with a "+
			"snapshot", after, s.identity.XLogPos)
	}
	return found, err
}

// close ends the connections of Open. That of the change log is in use until
// the change iterator was torn down.
func (s *system) close(ctx context.Context) error {
	if s == nil {
		return nil
	}
	var errs []error
	if s.conn != nil {
		errs = append(errs, s.conn.Close(ctx))
	}
	if s.log != nil {
		errs = append(errs, s.log.Close(ctx))
	}
	return errors.Join(errs...)
}
