package conduit

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// buffer shows SRC-BUFFER: the table "items" is a queue, from which it receives
// messages ahead. The bad one deletes them then, the good one when their
// records are acknowledged.
type buffer struct {
	db       *sql.DB
	bad      bool
	last     int64 // a new process gets all that is left in the queue
	received []message
}

type message struct {
	id   int64
	text string
}

func (*buffer) open(context.Context, opencdc.Position) error { return nil }

func (b *buffer) read(ctx context.Context, _ int) ([]opencdc.Record, error) {
	if len(b.received) == 0 {
		if err := b.receive(ctx); err != nil || len(b.received) == 0 {
			return nil, err
		}
	}
	next := b.received[0]
	if open, err := passes(ctx, b.db, next.id); err != nil || !open {
		return nil, err
	}
	b.received = b.received[1:]
	return []opencdc.Record{sdk.Util.Source.NewRecordCreate(
		opencdc.Position(strconv.FormatInt(next.id, 10)), nil,
		opencdc.StructuredData{"id": next.id},
		opencdc.StructuredData{"id": next.id, "text": next.text},
	)}, nil
}

func (b *buffer) receive(ctx context.Context) (err error) {
	b.received, err = queryAll(ctx, b.db,
		func(rows *sql.Rows) (m message, err error) {
			err = rows.Scan(&m.id, &m.text)
			return m, err
		}, "SELECT id, text FROM items WHERE id > ? ORDER BY id", b.last)
	if err != nil {
		return err
	}
	for _, m := range b.received {
		b.last = m.id
		if !b.bad {
			continue
		}
		if err := b.remove(ctx, m.id); err != nil {
			return err
		}
	}
	return nil
}

func (b *buffer) ack(ctx context.Context, pos opencdc.Position) error {
	if b.bad {
		return nil
	}
	id, err := strconv.ParseInt(string(pos), 10, 64)
	if err != nil {
		return err
	}
	return b.remove(ctx, id)
}

func (b *buffer) remove(ctx context.Context, id int64) error {
	_, err := b.db.ExecContext(ctx, "DELETE FROM items WHERE id = ?", id)
	return err
}

func (*buffer) close(context.Context) error { return nil }
