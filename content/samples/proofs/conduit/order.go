package conduit

import (
	"context"
	"database/sql"

	"github.com/conduitio/conduit-commons/opencdc"
)

// order shows DEST-ORDER: the bad one writes all upserts of a batch, then all
// deletions. The good one is the destination of the sources' cases, too.
type order struct {
	db  *sql.DB
	bad bool
}

func (o *order) write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	ordered := records
	if o.bad {
		ordered = append(only(records, false), only(records, true)...)
	}
	if err := storeAll(ctx, o.db, ordered); err != nil {
		return 0, err
	}
	return len(records), nil
}

// only returns the deletions, or everything else.
func only(records []opencdc.Record, deletions bool) (kept []opencdc.Record) {
	for _, rec := range records {
		if (rec.Operation == opencdc.OperationDelete) == deletions {
			kept = append(kept, rec)
		}
	}
	return kept
}

func (*order) close(context.Context) error { return nil }
