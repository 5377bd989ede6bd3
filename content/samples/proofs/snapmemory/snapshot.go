// Package snapmemory proves the guideline SNAP-MEMORY: a snapshot that fetches
// its table whole does not get over the memory of its process, at any start.
package snapmemory

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// errKilled stands for the system that ends a process without memory.
var errKilled = errors.New("signal: killed")

// snapshot reads a table.
type snapshot struct {
	db       *sql.DB
	fetch    func(*snapshot, context.Context) ([]opencdc.Record, error)
	pageSize int
	memory   int              // rows for which the process has memory
	last     int64            // key of the last row that was fetched
	buffer   []opencdc.Record // what was fetched and not yet handed out
}

// next returns at most n records, none at the end.
func (s *snapshot) next(ctx context.Context, n int) (
	recs []opencdc.Record, err error,
) {
	if len(s.buffer) == 0 {
		if s.buffer, err = s.fetch(s, ctx); err != nil {
			return nil, err
		}
	}
	n = min(n, len(s.buffer))
	recs, s.buffer = s.buffer[:n], s.buffer[n:]
	return recs, nil
}

// query returns the records of a result.
func (s *snapshot) query(ctx context.Context, query string, args ...any) (
	recs []opencdc.Record, err error,
) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if len(recs) == s.memory {
			return nil, errKilled
		}
		var name string
		if err := rows.Scan(&s.last, &name); err != nil {
			return nil, err
		}
		recs = append(recs, sdk.Util.Source.NewRecordSnapshot(
			opencdc.Position(strconv.FormatInt(s.last, 10)),
			opencdc.Metadata{opencdc.MetadataCollection: "items"},
			opencdc.StructuredData{"id": s.last},
			opencdc.StructuredData{"id": s.last, "name": name}))
	}
	return recs, rows.Err()
}
