package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// snapshotIterator reads all rows of all tables, page by page.
//
// Consistency. All pages of one run are read in one read transaction, so they
// show all tables at one moment; where change capture begins was read in that
// same transaction. An uninterrupted snapshot followed by the changes contains
// each change once. A read transaction ends with the process, though: after a
// restart the rest is read as of the restart, while change capture still begins
// at the first moment. The changes in between are then delivered again, over
// rows that contain them already, and a destination that upserts has the right
// state as soon as it has caught up with the restart.
//
// The price: in WAL mode writers go on during the snapshot, but the WAL file
// cannot shrink before it ends.
type snapshotIterator struct {
	view    *sql.Tx
	tables  []table
	schemas schemas
	size    int // rows per page
	pos     iterator.Position
	buffer  []opencdc.Record
}

// #region next

// NextN returns rows as records, or iterator.ErrDone after the last one.
func (s *snapshotIterator) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	for len(s.buffer) == 0 {
		t, ok := s.current()
		if !ok {
			if err := s.release(); err != nil {
				return nil, err
			}
			return nil, iterator.ErrDone
		}
		if err := s.fetch(ctx, t); err != nil {
			return nil, fmt.Errorf("snapshot of %q: %w", t.name, err)
		}
	}
	return take(&s.buffer, n), nil
}

// #endregion next

// current returns the first table that is not done.
func (s *snapshotIterator) current() (table, bool) {
	for _, t := range s.tables {
		if !s.pos.Tables[t.name].Done {
			return t, true
		}
	}
	return table{}, false
}

// #region bound

// bound returns the greatest key of a table, nothing if the table is empty. It
// is read once and kept in the position: the snapshot ends there, however many
// rows are added meanwhile. Those are changes.
func bound(
	ctx context.Context, view queryer, t table,
) (iterator.Key, error) {
	query := fmt.Sprintf("SELECT %s FROM %s ORDER BY %s LIMIT 1",
		list(t.keyNames(), stored), quote(t.name),
		list(t.keyNames(), func(name string) string {
			return quote(name) + " DESC"
		}))
	rows, err := read(ctx, view, query, nil)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return iterator.NewKey(rows[0]...)
}

// #endregion bound

// #region page

// page returns the next rows after the last key, up to the upper bound. The
// comparison is between whole keys: (2, 1) comes after (1, 5), which one
// comparison per column would miss. An OFFSET would read all rows before it
// again, and could not continue after a restart.
func (s *snapshotIterator) page(
	ctx context.Context, t table,
) ([]row, error) {
	progress := s.pos.Tables[t.name]
	key := "(" + list(t.keyNames(), quote) + ")"
	marks := "(" + list(t.keyNames(), func(string) string {
		return "?"
	}) + ")"

	where := key + " <= " + marks
	args := progress.UpperBound.Args()
	if len(progress.LastKey) > 0 { // no first value: 0 and '' are keys, too
		where += " AND " + key + " > " + marks
		args = append(args, progress.LastKey.Args()...)
	}
	query := fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT ?",
		list(t.columnNames(), stored), quote(t.name), where,
		list(t.keyNames(), quote))
	return read(ctx, s.view, query, append(args, s.size))
}

// #endregion page

// #region last

// fetch reads a page into the buffer and moves the position along.
func (s *snapshotIterator) fetch(ctx context.Context, t table) error {
	rows, err := s.page(ctx, t)
	if err != nil {
		return err
	}
	before := s.pos.Tables[t.name]
	// A page of this query that is not full is the last one: LIMIT is all that
	// cuts it, and no row was filtered out. Its last record says so.
	last := len(rows) < s.size
	if last && len(rows) == 0 {
		before.Done = true
		s.pos.Tables[t.name] = before
	}
	for i, r := range rows {
		rec, err := s.record(ctx, t, r, last && i == len(rows)-1)
		if err != nil {
			s.pos.Tables[t.name] = before
			if i > 0 {
				return nil // first deliver what is in order
			}
			return err
		}
		before = s.pos.Tables[t.name]
		s.buffer = append(s.buffer, rec)
	}
	return nil
}

// #endregion last

// record moves the position to a row and returns the row as a record.
func (s *snapshotIterator) record(
	ctx context.Context, t table, r row, last bool,
) (rec opencdc.Record, err error) {
	progress := s.pos.Tables[t.name]
	progress.LastKey, err = iterator.NewKey(t.storedKey(r)...)
	if err != nil {
		return rec, err
	}
	progress.Done = last
	s.pos.Tables[t.name] = progress
	pos, err := s.pos.Encode()
	if err != nil {
		return rec, err
	}

	// #region shape

	payload, err := t.payload(r)
	if err != nil {
		return rec, err
	}
	key, err := t.keyOf(payload)
	if err != nil {
		return rec, err
	}
	// #region metadata

	// No createdAt: nobody knows when the row was written.
	meta := opencdc.Metadata{}
	meta.SetCollection(t.name)
	if err := s.schemas.attach(ctx, t, meta); err != nil {
		return rec, err
	}

	// #endregion metadata
	return sdk.Util.Source.NewRecordSnapshot(pos, meta, key, payload), nil

	// #endregion shape
}

// Ack has nothing to do: the progress is in the positions.
func (s *snapshotIterator) Ack(context.Context, opencdc.Position) error {
	return nil
}

// Teardown ends the read transaction.
func (s *snapshotIterator) Teardown(context.Context) error {
	return s.release()
}

func (s *snapshotIterator) release() error { return rollback(s.view) }

// stored selects a value as it is stored. The plus makes an expression of the
// column; else the driver would convert what is declared as a date.
func stored(name string) string { return "+" + quote(name) }

// read runs a query and returns all its rows.
func read(
	ctx context.Context, db queryer, query string, args []any,
) (result []row, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()

	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		r := make(row, len(columns))
		targets := make([]any, len(columns))
		for i := range r {
			targets[i] = &r[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		for i, value := range r {
			// The driver returns an empty blob as nil, which would be NULL.
			if blob, ok := value.([]byte); ok && blob == nil {
				r[i] = []byte{}
			}
		}
		result = append(result, r)
	}
	return result, rows.Err()
}
