// Package destcount proves the guideline DEST-COUNT: records that Write counts
// and then rolls back are acknowledged, and lost.
package destcount

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is what both destinations have in common.
type base struct {
	sdk.UnimplementedDestination
	db *sql.DB
}

func (*base) Config() sdk.DestinationConfig { return &config{} }

func (*base) Open(context.Context) error { return nil }

type config struct {
	sdk.UnimplementedDestinationConfig
}

// insert stores a record's row. The table refuses prices below zero.
func insert(ctx context.Context, tx *sql.Tx, rec opencdc.Record) error {
	row, err := rowOf(rec)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		"INSERT INTO items (id, price) VALUES (?, ?)",
		row["id"], row["price"])
	return err
}

func rowOf(rec opencdc.Record) (opencdc.StructuredData, error) {
	row, ok := rec.Payload.After.(opencdc.StructuredData)
	if !ok {
		return nil, fmt.Errorf("payload is a %T", rec.Payload.After)
	}
	return row, nil
}
