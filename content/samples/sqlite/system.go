package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"example.com/conduit-connectors/iterator"
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

// ID moves with the database file and tells it from a new one at its place.
func (s *system) ID() string { return s.state.id }

// LogStart reads where the changes begin.
func (s *system) LogStart(
	ctx context.Context, snapshot bool,
) (string, error) {
	if !snapshot {
		// All that was recorded since the triggers exist. The end of the log
		// would be wrong: it would skip the changes between two starts if no
		// record was acknowledged in between.
		return strconv.FormatInt(s.state.pruned, 10), nil
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
	case after < s.state.pruned:
		return nil, fmt.Errorf("position is at change %d, but changes up to "+
			"%d were deleted: create a new connector to start afresh",
			after, s.state.pruned)
	case after > head:
		return nil, fmt.Errorf("position is at change %d, but the last one "+
			"is %d: the database is older than the position", after, head)
	}
	// Conduit has stored the position, so what lies before it can go.
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
