package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/rs/zerolog"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// changeIterator reads what the triggers recorded.
//
// A number that is visible means that all lower ones are visible, too: SQLite
// has one writer at a time, so numbers are committed in their order. Databases
// with concurrent writers do not have this property.
type changeIterator struct {
	db       *sql.DB
	tracking tracking
	tables   map[string]table
	schemas  schemas
	system   string // for the positions
	after    int64  // the last change that was fetched
	version  int64  // of the database's definitions, when last checked
	config   *SourceConfig
	buffer   []opencdc.Record

	mu sync.Mutex // Ack runs concurrently with NextN
	// marked is the last change acknowledged up to markedAt.
	marked   int64
	markedAt time.Time
	late     bool // the clean-up waits for another writer
}

// #region triggers

// triggers returns the statements that record every change to a table. They
// run in the transaction of the writer: a change and its record are committed
// together or not at all.
func (t tracking) triggers(tbl table) []string {
	// A destination finds a row by its key. An UPDATE that changes the key
	// therefore becomes two records: the old row goes, the new one comes.
	// Without COLLATE a change of case could pass for the same key.
	var same []string
	for _, c := range tbl.key {
		same = append(same, fmt.Sprintf(
			"OLD.%[1]s COLLATE BINARY IS NEW.%[1]s", quote(c.name)))
	}
	sameKey := strings.Join(same, " AND ")

	added := t.insert(tbl, opCreate, "NULL", rowSQL(tbl, "NEW"))
	removed := t.insert(tbl, opDelete, rowSQL(tbl, "OLD"), "NULL")
	changed := t.insert(tbl, opUpdate,
		rowSQL(tbl, "OLD"), rowSQL(tbl, "NEW"))

	create := func(name, event, body string) string {
		return fmt.Sprintf("CREATE TRIGGER %s AFTER %s BEGIN %s END",
			quote(t.trigger(name, tbl.name)), event, body)
	}
	on := " ON " + quote(tbl.name)
	return []string{
		create(onInsert, "INSERT"+on, added),
		create(onUpdate, "UPDATE"+on+" WHEN "+sameKey, changed),
		create(onRekey, "UPDATE"+on+" WHEN NOT ("+sameKey+")",
			removed+added),
		create(onDelete, "DELETE"+on, removed),
	}
}

// #endregion triggers

// #region changes

// NextN returns the next changes. If there are none it waits and looks again,
// until there are some or the context ends. Waiting here instead of returning
// sdk.ErrBackoffRetry keeps the delay at one interval: the SDK's backoff grows
// to five seconds, and with batching it never shrinks again.
func (c *changeIterator) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	for len(c.buffer) == 0 {
		fetched, err := c.fetch(ctx)
		if err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		if fetched > 0 {
			continue // nothing to wait for, even if all were skipped
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(c.config.PollInterval):
		}
	}
	return take(&c.buffer, n), nil
}

// #endregion changes

// fetch fills the buffer with the changes after the last one fetched, and
// returns how many there were.
func (c *changeIterator) fetch(ctx context.Context) (int, error) {
	changes, err := c.recorded(ctx)
	if err != nil {
		return 0, err
	}
	// After the query: a change that was recorded under a new definition must
	// not be delivered under the old one.
	if err := c.checkTables(ctx); err != nil {
		return 0, err
	}

	for i, ch := range changes {
		if t, ok := c.tables[ch.table]; ok { // else: not configured any more
			rec, err := c.record(ctx, t, ch)
			switch {
			case err == nil:
				c.buffer = append(c.buffer, rec)
			case errors.Is(err, errGone):
				// Skipped: the deletion was recorded and follows.
			case len(c.buffer) > 0:
				return i, nil // first deliver what is in order
			default:
				return i, fmt.Errorf("change %d: %w", ch.seq, err)
			}
		}
		c.after = ch.seq
	}
	return len(changes), nil
}

// recorded returns the changes after the last one fetched.
func (c *changeIterator) recorded(
	ctx context.Context,
) (changes []change, err error) {
	rows, err := c.db.QueryContext(ctx, fmt.Sprintf(
		`SELECT seq, at, tbl, op, old_row, new_row FROM %s
			WHERE seq > ? ORDER BY seq LIMIT ?`,
		quote(c.tracking.changes())), c.after, c.config.FetchSize)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()

	for rows.Next() {
		var ch change
		err := rows.Scan(&ch.seq, &ch.at, &ch.table, &ch.op,
			&ch.oldRow, &ch.newRow)
		if err != nil {
			return nil, err
		}
		changes = append(changes, ch)
	}
	return changes, rows.Err()
}

// #region schema-version

// checkTables notices what changed since the last look: a table that lost its
// triggers with a rebuild, or one that got a column that they do not record.
// SQLite counts the changes of definitions, so a look costs next to nothing.
func (c *changeIterator) checkTables(ctx context.Context) error {
	var version int64
	err := c.db.QueryRowContext(ctx, "PRAGMA schema_version").Scan(&version)
	if err != nil || version == c.version {
		return err
	}
	for _, known := range c.tables {
		now, err := describe(ctx, c.db, known.name)
		if err != nil {
			return err
		}
		err = c.tracking.checkTriggers(ctx, c.db, known)
		if err != nil {
			return err
		}
		if !slices.Equal(now.columns, known.columns) ||
			!slices.Equal(now.key, known.key) {
			// Conduit does so, unless it was told not to recover.
			return fmt.Errorf("table %q was altered: start the source again, "+
				"it follows the new definition then", known.name)
		}
	}
	c.version = version
	return nil
}

// #endregion schema-version

func (c *changeIterator) record(
	ctx context.Context, t table, ch change,
) (rec opencdc.Record, err error) {
	pos, err := iterator.Position{
		System:       c.system,
		Mode:         iterator.ModeChanges,
		ChangesAfter: strconv.FormatInt(ch.seq, 10),
	}.Encode()
	if err != nil {
		return rec, err
	}
	// #region metadata

	// A map of its own for each record: the SDK writes into it.
	meta := opencdc.Metadata{}
	meta.SetCollection(t.name)
	createdAt, err := time.Parse(time.RFC3339Nano, ch.at)
	if err != nil {
		return rec, fmt.Errorf("time of the change: %w", err)
	}
	meta.SetCreatedAt(createdAt)
	if err := c.schemas.attach(ctx, t, meta); err != nil {
		return rec, err
	}

	// #endregion metadata

	before, after, key, err := ch.data(ctx, c.db, t)
	if err != nil {
		return rec, err
	}
	switch ch.op {
	case opCreate:
		return sdk.Util.Source.NewRecordCreate(pos, meta, key, after), nil
	case opUpdate:
		return sdk.Util.Source.NewRecordUpdate(
			pos, meta, key, before, after), nil
	default:
		return sdk.Util.Source.NewRecordDelete(pos, meta, key, before), nil
	}
}

// #region cleanup

// Ack deletes recorded changes, but only some time after they were
// acknowledged: Conduit may store the position after it acknowledges a record,
// and a crash in between sends the source back to the changes before it.
func (c *changeIterator) Ack(
	ctx context.Context, raw opencdc.Position,
) error {
	pos, err := iterator.ParsePosition(raw)
	if err != nil {
		return err
	}
	seq, err := parseSeq(pos)
	if err != nil {
		return err
	}

	c.mu.Lock()
	defer c.mu.Unlock()
	if c.marked == 0 {
		c.marked, c.markedAt = seq, time.Now()
	}
	if time.Since(c.markedAt) < c.config.TrackingRetention {
		return nil
	}
	// #region warn
	err = c.tracking.prune(ctx, c.db, c.marked)
	if isBusy(err) {
		// Cleaning up can wait, an error would stop the pipeline. One warning
		// says so, however many acknowledgements try again.
		level := zerolog.DebugLevel
		if !c.late {
			level, c.late = zerolog.WarnLevel, true
		}
		sdk.Logger(ctx).WithLevel(level).Err(err).
			Msg("will clean up changes later")
		return nil
	}
	if c.late && err == nil {
		sdk.Logger(ctx).Info().Msg("cleaned up changes")
		c.late = false
	}
	// #endregion warn
	c.marked, c.markedAt = seq, time.Now()
	return err
}

// #endregion cleanup

// Teardown has nothing to free: the database belongs to the source.
func (c *changeIterator) Teardown(context.Context) error { return nil }

func parseSeq(pos iterator.Position) (int64, error) {
	seq, err := strconv.ParseInt(pos.ChangesAfter, 10, 64)
	if err != nil || seq < 0 {
		return 0, fmt.Errorf("position is damaged: changesAfter %q is not "+
			"the number of a change", pos.ChangesAfter)
	}
	return seq, nil
}

// #region take

// take removes up to n records from the front of a buffer; n below 1 takes all.
func take(buffer *[]opencdc.Record, n int) []opencdc.Record {
	if n < 1 || n > len(*buffer) {
		n = len(*buffer)
	}
	taken := (*buffer)[:n:n]
	*buffer = (*buffer)[n:]
	return taken
}

// #endregion take
