// Package destoperations proves the guideline DEST-OPERATIONS: a record whose
// operation has no case is acknowledged, and not written.
package destoperations

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is what both destinations have in common: a table in memory.
type base struct {
	sdk.UnimplementedDestination
	rows map[string]string
}

type config struct {
	sdk.UnimplementedDestinationConfig
}

func (*base) Config() sdk.DestinationConfig { return &config{} }

func (*base) Open(context.Context) error { return nil }

func (b *base) upsert(rec opencdc.Record) error {
	if rec.Payload.After == nil {
		return fmt.Errorf("%s without payload", rec.Operation)
	}
	b.rows[string(rec.Key.Bytes())] = string(rec.Payload.After.Bytes())
	return nil
}

func (b *base) remove(rec opencdc.Record) error {
	delete(b.rows, string(rec.Key.Bytes()))
	return nil
}
