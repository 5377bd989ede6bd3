package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// pollingLayout is the form of CURRENT_TIMESTAMP, with or without a fraction.
// Sorted as text, such times are in order; a zone or a "T" would break it.
const pollingLayout = "2006-01-02 15:04:05.999999999"

// pollingSystem finds changes by a column that every write sets to the present
// time. It creates nothing in the database, so it sees less than triggers do:
// no deletions, and of several changes to a row only the last one.
type pollingSystem struct {
	*system // the snapshot is the same
	path    string
	columns map[string]string // of each table, as the table spells it
}

// polling checks that each table can be polled.
func (s *system) polling(ctx context.Context) (*pollingSystem, error) {
	_, path, err := dataSource(s.config.URL)
	if err != nil {
		return nil, err
	}
	p := &pollingSystem{system: s, columns: map[string]string{}}
	if p.path, err = filepath.Abs(path); err != nil {
		return nil, fmt.Errorf("path of the database: %w", err)
	}
	for _, t := range s.tables {
		if p.columns[t.name], err = p.columnOf(ctx, t); err != nil {
			return nil, fmt.Errorf("table %q cannot be polled: %w",
				t.name, err)
		}
	}
	return p, nil
}

func (p *pollingSystem) columnOf(
	ctx context.Context, t table,
) (string, error) {
	i := slices.IndexFunc(t.columns, func(c column) bool {
		return strings.EqualFold(c.name, p.config.PollingColumn)
	})
	if i < 0 {
		return "", fmt.Errorf("it has no column %q", p.config.PollingColumn)
	}
	c := t.columns[i]
	if c.kind != kindTime {
		return "", fmt.Errorf("column %q is declared %s, not DATETIME or "+
			"TIMESTAMP", c.name, c.declared)
	}
	// Such rows would have no place in the order, and never be found.
	var found bool
	err := p.db.QueryRowContext(ctx, fmt.Sprintf(
		`SELECT EXISTS (SELECT 1 FROM %[1]s WHERE %[2]s IS NULL
			OR datetime(%[2]s) IS NOT substr(%[2]s, 1, 19))`,
		quote(t.name), quote(c.name))).Scan(&found)
	if err != nil {
		return "", fmt.Errorf("column %q: look for other times: %w",
			c.name, err)
	}
	if found {
		return "", fmt.Errorf("column %q: a row has another value than a "+
			"time in the form of CURRENT_TIMESTAMP", c.name)
	}
	return c.name, nil
}

// ID is the path: without an object of its own in the database, the connector
// cannot recognise it elsewhere, nor a new database at the same place.
func (p *pollingSystem) ID() string { return "polling:" + p.path }

// points is how far polling has come: of each table the time and the key of
// the last row. It is what changesAfter holds.
type points map[string]iterator.Key

func (p points) encode() (string, error) {
	text, err := json.Marshal(p)
	return string(text), err
}

func parsePoints(pos iterator.Position, tables []table) (points, error) {
	var p points
	err := json.Unmarshal([]byte(pos.ChangesAfter), &p)
	for _, t := range tables {
		point, ok := p[t.name]
		switch {
		case err != nil || !ok: // a table that is new is read as a whole
		case len(point) != 1+len(t.key):
			err = fmt.Errorf("table %q: %d values, want a time and a key "+
				"of %d columns", t.name, len(point), len(t.key))
		default:
			_, err = iterator.NewKey(point.Args()...) // refuses no value
		}
	}
	if err == nil && p == nil {
		err = errors.New("it is null")
	}
	if err != nil {
		return nil, fmt.Errorf("position is damaged: changesAfter %q: %w",
			pos.ChangesAfter, err)
	}
	return p, nil
}

// #region cutoff

// cutoff is the time from which on rows are too young to be read. A time is
// taken before the commit, so an older one can appear after a younger one was
// read. Within the lag that is expected, later than that it goes unnoticed.
func (p *pollingSystem) cutoff() string {
	return time.Now().UTC().Add(-p.config.PollingLag).
		Format("2006-01-02 15:04:05.000")
}

// #endregion cutoff

// LogStart returns the last row of each table before the lag; what is younger
// comes again as a change. Each start without a position takes it anew. That
// loses nothing that polling could have seen, because there is always a
// snapshot: it contains all rows that were changed before.
func (p *pollingSystem) LogStart(
	ctx context.Context, _ bool,
) (string, error) {
	cutoff := p.cutoff() // before the view: what comes later has a later time
	if err := p.openView(ctx); err != nil {
		return "", err
	}
	start := points{}
	for _, t := range p.tables {
		order := p.order(t)
		rows, err := read(ctx, p.view, fmt.Sprintf(
			"SELECT %s FROM %s WHERE %s < ? ORDER BY %s LIMIT 1",
			list(order, stored), quote(t.name), quote(order[0]),
			list(order, func(name string) string {
				return quote(name) + " DESC"
			})), []any{cutoff})
		if err == nil && len(rows) > 0 {
			start[t.name], err = iterator.NewKey(rows[0]...)
		}
		if err != nil {
			return "", errors.Join(
				fmt.Errorf("last time in %q: %w", t.name, err),
				rollback(p.view))
		}
	}
	return start.encode()
}

// order returns the columns that put the rows of a table in order. Many rows
// can have the same time, so the key decides between them.
func (p *pollingSystem) order(t table) []string {
	return append([]string{p.columns[t.name]}, t.keyNames()...)
}

// Changes continues after the points of the position.
func (p *pollingSystem) Changes(
	_ context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	after, err := parsePoints(pos, p.tables)
	if err != nil {
		return nil, err
	}
	return &pollingIterator{pollingSystem: p, after: maps.Clone(after)}, nil
}

// pollingIterator reads rows that were changed since it last looked.
type pollingIterator struct {
	*pollingSystem
	after  points // the last row of each table that was fetched
	turn   int    // number of pages fetched
	buffer []opencdc.Record
}

// NextN returns changed rows, and waits until there are some.
func (p *pollingIterator) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	for len(p.buffer) == 0 {
		for range p.tables {
			// A page of each table in turn: a busy one delays no other.
			t := p.tables[p.turn%len(p.tables)]
			p.turn++
			if err := p.fetch(ctx, t); err != nil {
				return nil, fmt.Errorf("poll %q: %w", t.name, err)
			}
			if len(p.buffer) > 0 {
				return take(&p.buffer, n), nil
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(p.config.PollInterval):
		}
	}
	return take(&p.buffer, n), nil
}

// #region poll

// page returns the next rows after the last one, up to the lag. The comparison
// is between time and key together: with the time alone, a page that ends
// between two rows of the same time would skip the second one.
func (p *pollingIterator) page(ctx context.Context, t table) ([]row, error) {
	order := p.order(t)
	where := quote(order[0]) + " < ?"
	args := []any{p.cutoff()}
	if last, ok := p.after[t.name]; ok {
		where += fmt.Sprintf(" AND (%s) > (%s)", list(order, quote),
			list(order, func(string) string { return "?" }))
		args = append(args, last.Args()...)
	}
	query := fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT ?",
		list(t.columnNames(), stored), quote(t.name), where,
		list(order, quote))
	return read(ctx, p.db, query, append(args, p.config.FetchSize))
}

// #endregion poll

// fetch reads a page into the buffer.
func (p *pollingIterator) fetch(ctx context.Context, t table) error {
	rows, err := p.page(ctx, t)
	if err != nil {
		return err
	}
	for i, r := range rows {
		before, known := p.after[t.name]
		rec, err := p.record(ctx, t, r)
		if err != nil {
			p.after[t.name] = before
			if !known {
				delete(p.after, t.name)
			}
			if i > 0 {
				return nil // first deliver what is in order
			}
			return err
		}
		p.buffer = append(p.buffer, rec)
	}
	return nil
}

// record moves the point to a row and returns the row as a record.
func (p *pollingIterator) record(
	ctx context.Context, t table, r row,
) (rec opencdc.Record, err error) {
	i := slices.Index(t.columnNames(), p.columns[t.name])
	text, _ := r[i].(string)
	at, err := time.Parse(pollingLayout, text)
	if err != nil {
		return rec, t.columns[i].unsupported("another value than a time in " +
			"the form of CURRENT_TIMESTAMP")
	}
	point := append([]any{text}, t.storedKey(r)...)
	if p.after[t.name], err = iterator.NewKey(point...); err != nil {
		return rec, err
	}
	after, err := p.after.encode()
	if err != nil {
		return rec, err
	}
	pos, err := iterator.Position{
		System:       p.ID(),
		Mode:         iterator.ModeChanges,
		ChangesAfter: after,
	}.Encode()
	if err != nil {
		return rec, err
	}

	payload, err := t.payload(r)
	if err != nil {
		return rec, err
	}
	key, err := t.keyOf(payload)
	if err != nil {
		return rec, err
	}
	meta := opencdc.Metadata{}
	meta.SetCollection(t.name)
	meta.SetCreatedAt(at)
	if err := p.schemas.attach(ctx, t, meta); err != nil {
		return rec, err
	}
	// Whether the row is new, and what it was before, nobody recorded.
	return sdk.Util.Source.NewRecordUpdate(pos, meta, key, nil, payload), nil
}

// Ack has nothing to do: there is nothing to clean up.
func (p *pollingIterator) Ack(context.Context, opencdc.Position) error {
	return nil
}

// Teardown has nothing to free: the database belongs to the source.
func (p *pollingIterator) Teardown(context.Context) error { return nil }
