package conduit

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// position is what Conduit stores. Only a snapshot has Row, the last one read.
type position struct {
	Row *int64 `json:"row,omitempty"`
	// The change after which the changes begin.
	Change int64 `json:"change"`
}

// follower reads the table "changes", which triggers fill: it is the log that
// other databases have of their own.
type follower struct {
	db  *sql.DB
	pos position
}

func (f *follower) open(_ context.Context, pos opencdc.Position) error {
	if pos == nil {
		return nil
	}
	return json.Unmarshal(pos, &f.pos)
}

func (f *follower) read(ctx context.Context, n int) ([]opencdc.Record, error) {
	return f.changes(ctx, "number > ?", n)
}

// changes returns the changes for which a condition on the last one holds.
func (f *follower) changes(
	ctx context.Context, condition string, n int,
) ([]opencdc.Record, error) {
	if n < 1 {
		n = 1000
	}
	return queryAll(ctx, f.db, func(rows *sql.Rows) (opencdc.Record, error) {
		var operation, text string
		var id int64
		err := rows.Scan(&f.pos.Change, &operation, &id, &text)
		if err != nil {
			return opencdc.Record{}, err
		}
		return f.record(operation, id, text)
	}, "SELECT number, operation, id, text FROM changes WHERE "+
		condition+" ORDER BY number LIMIT ?", f.pos.Change, n)
}

// record makes a record that has the present position.
func (f *follower) record(
	operation string, id int64, text string,
) (opencdc.Record, error) {
	pos, err := json.Marshal(f.pos)
	if err != nil {
		return opencdc.Record{}, err
	}
	key := opencdc.StructuredData{"id": id}
	row := opencdc.StructuredData{"id": id, "text": text}
	switch operation {
	case "snapshot":
		return sdk.Util.Source.NewRecordSnapshot(pos, nil, key, row), nil
	case "create":
		return sdk.Util.Source.NewRecordCreate(pos, nil, key, row), nil
	case "update":
		return sdk.Util.Source.NewRecordUpdate(pos, nil, key, nil, row), nil
	case "delete":
		return sdk.Util.Source.NewRecordDelete(pos, nil, key, nil), nil
	}
	return opencdc.Record{}, fmt.Errorf("unknown operation %q", operation)
}

func (*follower) ack(context.Context, opencdc.Position) error { return nil }

func (*follower) close(context.Context) error { return nil }
