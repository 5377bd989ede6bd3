package postgres

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/jackc/pgx/v5"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// snapshotIterator reads all rows of all tables, page by page.
//
// Consistency. All pages of one run are read in one transaction, which shows
// all tables at one moment. At a first start that is the moment in which the
// slot was created: an uninterrupted snapshot followed by the changes contains
// each change once. The snapshot ends with the process, though. After a
// restart the rest is read as of the restart, while the slot still begins at
// the first moment. The changes in between are then delivered again, over rows
// that contain them already, and a destination that upserts has the right
// state as soon as it has caught up with the restart. The same is true for a
// first start that finds the slot of an earlier attempt.
//
// The price: as long as the snapshot runs, the server keeps the log since its
// beginning, VACUUM removes no row that it can see, and ALTER TABLE and
// TRUNCATE wait for it.
type snapshotIterator struct {
	view    view
	tables  []*table
	schemas schemas
	size    int // rows per page
	pos     iterator.Position
	buffer  []opencdc.Record
}

// view is the transaction of a snapshot, with a connection of its own.
type view struct {
	conn *pgx.Conn
	tx   pgx.Tx
}

// #region import-snapshot

// openView begins a transaction that shows all tables at one moment: that of
// an exported snapshot, or, if there is none, now.
func openView(
	ctx context.Context, url, snapshot string,
) (v view, err error) {
	if v.conn, err = connect(ctx, url); err != nil {
		return v, fmt.Errorf("open snapshot: %w", err)
	}
	v.tx, err = v.conn.BeginTx(ctx, pgx.TxOptions{
		IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly,
	})
	if err == nil && snapshot != "" {
		_, err = v.tx.Exec(ctx,
			"SET TRANSACTION SNAPSHOT "+quoteText(snapshot))
	}
	if err == nil {
		// Fixes the moment, so that no later query does.
		_, err = v.tx.Exec(ctx, "SELECT 1")
	}
	if err != nil {
		v.close(ctx)
		return v, fmt.Errorf("open snapshot: %w", err)
	}
	return v, nil
}

// #endregion import-snapshot

// close ends the transaction together with its connection. It only reads, so
// there is nothing to lose.
func (v view) close(ctx context.Context) {
	if v.conn != nil {
		_ = v.conn.Close(ctx)
	}
}

// NextN returns rows as records, or iterator.ErrDone after the last one.
func (s *snapshotIterator) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	for len(s.buffer) == 0 {
		t := s.current()
		if t == nil {
			return nil, iterator.ErrDone
		}
		if err := s.fetch(ctx, t); err != nil {
			return nil, fmt.Errorf("snapshot of %q: %w", t.name, err)
		}
		s.release(ctx)
	}
	return take(&s.buffer, n), nil
}

// release ends the transaction if no table is left to read. It does not wait
// for the next read: a slow destination can take long with the last page.
func (s *snapshotIterator) release(ctx context.Context) {
	if s.current() == nil {
		s.view.close(ctx)
	}
}

// current returns the first table that is not done.
func (s *snapshotIterator) current() *table {
	for _, t := range s.tables {
		if !s.pos.Tables[t.name].Done {
			return t
		}
	}
	return nil
}

// bound returns the greatest key of a table, nothing if the table is empty. It
// is read once and kept in the position: the snapshot ends there, however many
// rows are added meanwhile. Those are changes.
func bound(
	ctx context.Context, v view, t *table,
) (iterator.Key, error) {
	rows, err := readRows(ctx, v.tx, fmt.Sprintf(
		"SELECT %s FROM %s ORDER BY %s LIMIT 1",
		list(t.keyNames(), quote), t.from(),
		list(t.keyNames(), func(name string) string {
			return quote(name) + " DESC"
		})))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	values := make([]any, len(rows[0]))
	for i, c := range rows[0] {
		values[i] = string(c.text)
	}
	return iterator.NewKey(values...)
}

// page returns the next rows after the last key, up to the upper bound. The
// comparison is between whole keys: (2, 1) comes after (1, 5), which one
// comparison per column would miss. The server compares, by the types and
// collations of the columns, so any type that can be a key will do.
func (s *snapshotIterator) page(
	ctx context.Context, t *table,
) ([]row, error) {
	progress := s.pos.Tables[t.name]
	key := "(" + list(t.keyNames(), quote) + ")"
	args := progress.UpperBound.Args()
	where := fmt.Sprintf("%s <= (%s)", key, marks(1, len(t.key)))
	if len(progress.LastKey) > 0 { // no first value: 0 and '' are keys, too
		where += fmt.Sprintf(" AND %s > (%s)",
			key, marks(1+len(t.key), len(t.key)))
		args = append(args, progress.LastKey.Args()...)
	}
	return readRows(ctx, s.view.tx, fmt.Sprintf(
		"SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d",
		list(t.columnNames(), quote), t.from(), where,
		list(t.keyNames(), quote), s.size), args...)
}

// fetch reads a page into the buffer and moves the position along.
func (s *snapshotIterator) fetch(ctx context.Context, t *table) error {
	rows, err := s.page(ctx, t)
	if err != nil {
		return err
	}
	before := s.pos.Tables[t.name]
	// A page that is not full is the last one. Its last record says so.
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

// record moves the position to a row and returns the row as a record.
func (s *snapshotIterator) record(
	ctx context.Context, t *table, r row, last bool,
) (rec opencdc.Record, err error) {
	progress := s.pos.Tables[t.name]
	progress.LastKey, err = iterator.NewKey(t.keyTexts(r)...)
	if err != nil {
		return rec, err
	}
	progress.Done = last
	s.pos.Tables[t.name] = progress
	pos, err := s.pos.Encode()
	if err != nil {
		return rec, err
	}

	payload, err := t.payload(r)
	if err != nil {
		return rec, err
	}
	key, err := t.keyOf(r)
	if err != nil {
		return rec, err
	}
	// No createdAt: nobody knows when the row was written.
	meta := opencdc.Metadata{}
	meta.SetCollection(t.name)
	if err := s.schemas.attachKey(ctx, t, meta); err != nil {
		return rec, err
	}
	if err := s.schemas.attachPayload(ctx, t, nil, meta); err != nil {
		return rec, err
	}
	return sdk.Util.Source.NewRecordSnapshot(pos, meta, key, payload), nil
}

// Ack has nothing to do: the progress is in the positions.
func (s *snapshotIterator) Ack(context.Context, opencdc.Position) error {
	return nil
}

// Teardown ends the transaction.
func (s *snapshotIterator) Teardown(ctx context.Context) error {
	s.view.close(ctx)
	return nil
}
