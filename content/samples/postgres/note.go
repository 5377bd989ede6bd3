package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5"
)

// note says that the log between two points holds no change for this
// connector. It is how a restart tells the two reasons apart for which a slot
// can be ahead of the position: the connector has released the log of other,
// busier tables, or somebody else has read changes from the slot.
//
// It is kept as the comment of the publication: that needs no table of its own
// and goes away with the publication. It is written before the slot moves.
type note struct {
	Slot  string `json:"slot"`
	After string `json:"after"`
	UpTo  string `json:"upTo"`
}

// covers tells whether nothing lies between a position and where the slot is.
func (n note) covers(at logPosition, confirmed pglogrepl.LSN) bool {
	after, err1 := pglogrepl.ParseLSN(n.After)
	upTo, err2 := pglogrepl.ParseLSN(n.UpTo)
	return err1 == nil && err2 == nil &&
		!at.inside() && after <= at.lsn && confirmed <= upTo
}

// readNote returns an empty note if there is none for this slot.
func readNote(
	ctx context.Context, conn *pgx.Conn, n names,
) (note, error) {
	var comment string
	err := conn.QueryRow(ctx, `
		SELECT coalesce(obj_description(oid, 'pg_publication'), '')
		FROM pg_publication WHERE pubname = $1`, n.publication).Scan(&comment)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return note{}, fmt.Errorf("read comment of publication %q: %w",
			n.publication, err)
	}
	var written note
	if json.Unmarshal([]byte(comment), &written) != nil ||
		written.Slot != n.slot {
		return note{}, nil // somebody else's comment
	}
	return written, nil
}

func writeNote(
	ctx context.Context, url string, n names, after, upTo pglogrepl.LSN,
) (err error) {
	text, err := json.Marshal(note{
		Slot: n.slot, After: after.String(), UpTo: upTo.String(),
	})
	if err != nil {
		return err
	}
	conn, err := connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, fmt.Sprintf("COMMENT ON PUBLICATION %s IS %s",
		quote(n.publication), quoteText(string(text))))
	return err
}
