package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// changeIterator turns the messages of the change log into records.
type changeIterator struct {
	stream   *stream
	progress *progress
	config   *SourceConfig
	schemas  schemas
	system   string      // for the positions
	after    logPosition // what was acknowledged before this run

	tables map[uint32]*table // configured, by OID
	// relations are the tables as the log describes them, by OID. The log is
	// older than the database's own description, so ALTER TABLE is seen when
	// its turn comes. What is not configured is nil.
	relations map[uint32]*table
	typeNames map[uint32]string

	tx     transaction
	buffer []opencdc.Record
	failed error
	lookup *pgx.Conn // see lookUp
}

// NextN returns the next changes and blocks until there is one.
func (c *changeIterator) NextN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	if n < 1 {
		n = c.config.FetchSize
	}
	for len(c.buffer) == 0 && c.failed == nil {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case m, ok := <-c.stream.messages:
			c.take(ctx, m, ok)
		}
	}
	// Take what else is there, but wait for nothing.
	for waiting := true; waiting && len(c.buffer) < n && c.failed == nil; {
		select {
		case m, ok := <-c.stream.messages:
			c.take(ctx, m, ok)
		default:
			waiting = false
		}
	}
	if len(c.buffer) == 0 {
		return nil, c.failed
	}
	return take(&c.buffer, n), nil
}

// take turns a message into records. A failure is kept until the records
// before it were delivered.
func (c *changeIterator) take(ctx context.Context, m message, ok bool) {
	if !ok {
		c.failed = c.stream.err
		return
	}
	if err := c.handle(ctx, m); err != nil {
		c.failed = fmt.Errorf("change at %s: %w", m.lsn, err)
		c.buffer = append(c.buffer, c.tx.flush()...)
	}
}

func (c *changeIterator) handle(ctx context.Context, m message) error {
	if m.data == nil {
		c.progress.reached(m.lsn)
		return nil
	}
	parsed, err := pglogrepl.Parse(m.data)
	if err != nil {
		return fmt.Errorf("parse message: %w", err)
	}
	switch parsed := parsed.(type) {
	case *pglogrepl.BeginMessage:
		c.tx = transaction{commit: parsed.FinalLSN, at: parsed.CommitTime}
		c.progress.begin()
		return nil
	case *pglogrepl.CommitMessage:
		return c.commit(parsed.TransactionEndLSN)
	case *pglogrepl.TypeMessage:
		c.typeNames[parsed.DataType] = parsed.Namespace + "." + parsed.Name
		return nil
	case *pglogrepl.RelationMessage:
		return c.define(parsed)
	case *pglogrepl.TruncateMessage:
		return c.truncate(ctx, parsed)
	default:
		return c.change(ctx, m.lsn, parsed)
	}
}

// commit ends a transaction. The position of its last record becomes the end
// of the transaction, which is what can be confirmed to the server.
func (c *changeIterator) commit(end pglogrepl.LSN) error {
	if c.tx.held != nil {
		pos, err := encodePosition(c.system, logPosition{lsn: end})
		if err != nil {
			return err
		}
		c.tx.held.Position = pos
		c.buffer = append(c.buffer, c.tx.flush()...)
	}
	c.progress.end(end, c.tx.records)
	c.tx = transaction{}
	return nil
}

// define notes how the log describes a table from here on. The configured name
// stays, even if the table was renamed.
func (c *changeIterator) define(rel *pglogrepl.RelationMessage) error {
	configured := c.tables[rel.RelationID]
	for _, t := range c.tables {
		// Dropped and created again since: the same name, another OID.
		if configured == nil && t.schema == rel.Namespace &&
			t.relation == rel.RelationName {
			configured = t
		}
	}
	if configured == nil {
		c.relations[rel.RelationID] = nil
		return nil
	}
	t, err := redefine(configured, rel, c.typeNames)
	if err != nil {
		return err
	}
	c.relations[rel.RelationID] = t
	return nil
}

// #region truncate

// truncate has no record to offer. To ignore it silently would leave the rows
// in the destination for ever.
func (c *changeIterator) truncate(
	ctx context.Context, m *pglogrepl.TruncateMessage,
) error {
	for _, id := range m.RelationIDs {
		t := c.relations[id]
		if t == nil {
			continue
		}
		if c.config.OnTruncate != truncateSkip {
			return fmt.Errorf("table %q was truncated, and there is no "+
				"record that says so: empty the destination yourself, then "+
				`set "onTruncate" to %q until the pipeline is past it`,
				t.name, truncateSkip)
		}
		sdk.Logger(ctx).Warn().Str("table", t.name).
			Msg("a truncation was skipped, the destination keeps the rows")
	}
	return nil
}

// #endregion truncate

// Ack lets the server forget the log, a while after the last record of a
// transaction was acknowledged.
func (c *changeIterator) Ack(_ context.Context, raw opencdc.Position) error {
	pos, err := iterator.ParsePosition(raw)
	if err != nil {
		return err
	}
	at, err := parseLogPosition(pos)
	if err != nil {
		return err
	}
	c.progress.ack(at)
	return nil
}

// Teardown ends the stream. Its connection belongs to the system.
func (c *changeIterator) Teardown(ctx context.Context) error {
	c.stream.stop()
	if c.lookup == nil {
		return nil
	}
	return errors.Join(c.lookup.Close(ctx))
}

// take removes up to n records from the front of a buffer.
func take(buffer *[]opencdc.Record, n int) []opencdc.Record {
	if n < 1 || n > len(*buffer) {
		n = len(*buffer)
	}
	taken := (*buffer)[:n:n]
	*buffer = (*buffer)[n:]
	return taken
}
