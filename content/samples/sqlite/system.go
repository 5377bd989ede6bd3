package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// system is what the combined iterator needs to know about SQLite.
type system struct {
	db       *sql.DB
	config   *SourceConfig
	tables   []table
	tracking tracking
	state    trackingState
	schemas  schemas
	view     *sql.Tx // opened by the first of LogStart and Snapshot
}

// install lets the database record changes from now on.
func (s *system) install(ctx context.Context) (err error) {
	if err := checkWritable(ctx, s.db, s.config.URL); err != nil {
		return err
	}
	s.state, err = s.tracking.install(ctx, s.db, s.tables)
	if err != nil {
		return fmt.Errorf("install change tracking: %w", err)
	}
	return nil
}

// ID moves with the database file and tells it from a new one at its place.
func (s *system) ID() string { return s.state.id }

// #region log-start

// LogStart returns the beginning of the log. At the first start that is where
// the log ends by then: the snapshot contains what was recorded before. Changes
// stores it before Open returns, so it holds before a record is delivered.
//
// Any later start without a position gets the same point, or a row that was
// delivered before a crash and deleted after it would stay at the destination:
// the next snapshot does not contain it, and its deletion would lie before the
// start. The point moves only after Conduit has had time to store a position.
//
// A start without a position may also be that of a new connector. Deleting the
// old one removes the log, so it begins afresh. Where that did not happen,
// because Conduit's data was lost, it gets the changes since the old one was
// last acknowledged on top of its snapshot: more than it needs, never less.
func (s *system) LogStart(
	ctx context.Context, snapshot bool,
) (string, error) {
	if s.state.pruned.Valid || !snapshot {
		return strconv.FormatInt(s.state.pruned.Int64, 10), nil
	}
	if err := s.openView(ctx); err != nil {
		return "", err
	}
	head, err := s.tracking.head(ctx, s.view)
	if err != nil {
		return "", errors.Join(err, rollback(s.view))
	}
	return strconv.FormatInt(head, 10), nil
}

// #endregion log-start

// Snapshot opens the view, unless LogStart did, and fixes the upper bounds.
func (s *system) Snapshot(
	ctx context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	if err := s.openView(ctx); err != nil {
		return nil, err
	}
	it := &snapshotIterator{
		view:    s.view,
		tables:  s.tables,
		schemas: s.schemas,
		size:    s.config.FetchSize,
		pos:     pos,
	}
	var err error
	if it.pos.Tables, err = s.progress(ctx, pos); err != nil {
		return nil, errors.Join(err, it.release())
	}
	return it, nil
}

// #region progress

// progress returns that of the position, with the bounds of all tables that
// have none yet: all of them at a first start, later those that were added.
func (s *system) progress(
	ctx context.Context, pos iterator.Position,
) (map[string]iterator.Progress, error) {
	progress := make(map[string]iterator.Progress, len(s.tables))
	for _, t := range s.tables {
		known, ok := pos.Tables[t.name]
		if !ok {
			upper, err := bound(ctx, s.view, t)
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

// #endregion progress

// Changes checks that the recorded changes still reach back to the position.
func (s *system) Changes(
	ctx context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	after, err := parseSeq(pos)
	if err != nil {
		return nil, err
	}
	head, err := s.tracking.head(ctx, s.db)
	if err != nil {
		return nil, err
	}
	switch {
	case after < s.state.pruned.Int64:
		return nil, fmt.Errorf("position is at change %d, but changes up to "+
			"%d were deleted: create a new connector to start afresh",
			after, s.state.pruned.Int64)
	case after > head:
		return nil, fmt.Errorf("position is at change %d, but the last one "+
			"is %d: the database is older than the position", after, head)
	}
	// Conduit has stored the position, so what lies before it can go. At a
	// first start this keeps the start for the next one.
	if err := s.tracking.prune(ctx, s.db, after); err != nil {
		return nil, err
	}

	tables := make(map[string]table, len(s.tables))
	for _, t := range s.tables {
		tables[t.name] = t
	}
	return &changeIterator{
		db:       s.db,
		config:   s.config,
		tracking: s.tracking,
		tables:   tables,
		schemas:  s.schemas,
		system:   s.ID(),
		after:    after,
	}, nil
}

// openView begins the read transaction of the snapshot. The context of Open
// ends with the stop signal; the transaction is ended by the iterator.
func (s *system) openView(ctx context.Context) error {
	if s.view != nil {
		return nil
	}
	view, err := s.db.BeginTx(
		context.WithoutCancel(ctx), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin read transaction: %w", err)
	}
	s.view = view
	return nil
}

// describe reads the definition of a table that is to be read.
func (s *system) describe(ctx context.Context, name string) (table, error) {
	if name == s.tracking.changes() || name == s.tracking.state() {
		return table{}, fmt.Errorf(
			"table %q belongs to the connector and cannot be read", name)
	}
	t, err := describe(ctx, s.db, name)
	if err != nil {
		return table{}, err
	}
	return t, t.checkReadable(ctx, s.db)
}
