// Package destdurable proves the guideline DEST-DURABLE: records that Write
// keeps in memory are acknowledged, and lost when the process ends.
package destdurable

import (
	"context"
	"os"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is what both destinations have in common.
type base struct {
	sdk.UnimplementedDestination
	file   *os.File
	buffer []opencdc.Record
}

func (*base) Config() sdk.DestinationConfig { return &config{} }

func (*base) Open(context.Context) error { return nil }

// Teardown stores what is left in the buffer.
func (d *base) Teardown(context.Context) error { return d.flush() }

// flush stores the buffer, and empties it.
func (d *base) flush() error {
	if err := d.store(d.buffer); err != nil {
		return err
	}
	d.buffer = d.buffer[:0]
	return nil
}

const bufferSize = 10

type config struct {
	sdk.UnimplementedDestinationConfig
}

// store appends the records to the file.
func (d *base) store(records []opencdc.Record) error {
	var lines []byte
	for _, rec := range records {
		lines = append(append(lines, rec.Key.Bytes()...), '\n')
	}
	if _, err := d.file.Write(lines); err != nil {
		return err
	}
	return d.file.Sync()
}
