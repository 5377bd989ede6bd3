package conduit

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// durable shows DEST-DURABLE: the bad one keeps records in memory until it has
// bufferSize of them, and says that they are written.
type durable struct {
	db   *sql.DB
	bad  bool
	kept []opencdc.Record
}

const bufferSize = 10

func (d *durable) write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	d.kept = append(d.kept, records...)
	if d.bad && len(d.kept) < bufferSize {
		return len(records), nil // close writes the rest
	}
	kept := d.kept
	d.kept = nil
	if err := storeAll(ctx, d.db, kept); err != nil {
		return 0, err
	}
	return len(records), nil
}

func (d *durable) close(ctx context.Context) error {
	return storeAll(ctx, d.db, d.kept)
}
