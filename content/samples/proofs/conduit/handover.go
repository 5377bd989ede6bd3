package conduit

import (
	"context"
	"database/sql"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
)

// handover shows CDC-START-FIRST: it reads the rows, then the changes. The bad
// one asks for the end of the log again when a snapshot goes on.
type handover struct {
	follower
	bad bool
}

func (h *handover) open(ctx context.Context, pos opencdc.Position) error {
	if err := h.follower.open(ctx, pos); err != nil {
		return err
	}
	if pos == nil {
		h.pos.Row = new(int64) // before the first
	}
	if pos == nil || h.bad && h.pos.Row != nil {
		return h.db.QueryRowContext(ctx,
			"SELECT coalesce(max(number), 0) FROM changes",
		).Scan(&h.pos.Change)
	}
	return nil
}

func (h *handover) read(ctx context.Context, n int) ([]opencdc.Record, error) {
	if h.pos.Row == nil {
		return h.follower.read(ctx, n)
	}
	var id int64
	var text string
	err := h.db.QueryRowContext(ctx,
		"SELECT id, text FROM items WHERE id > ? ORDER BY id LIMIT 1",
		*h.pos.Row).Scan(&id, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows): // the end of the snapshot
		h.pos.Row = nil
		return h.follower.read(ctx, n)
	case err != nil:
		return nil, err
	}
	if open, err := passes(ctx, h.db, id); err != nil || !open {
		return nil, err
	}
	h.pos.Row = &id
	rec, err := h.record("snapshot", id, text)
	return []opencdc.Record{rec}, err
}
