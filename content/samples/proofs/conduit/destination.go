package conduit

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// destinationConfig says which destination runs.
type destinationConfig struct {
	sdk.UnimplementedDestinationConfig
	sdk.DestinationWithBatch

	// Path of the database file.
	URL string `json:"url" validate:"required"`
	// What is shown.
	Case string `json:"case" validate:"required,inclusion=durable|count|order"`
	// Whether the right or the wrong code runs.
	Variant string `json:"variant" validate:"required,inclusion=good|bad"`
}

// writer is what a case implements.
type writer interface {
	write(ctx context.Context, records []opencdc.Record) (int, error)
	close(ctx context.Context) error
}

// destination passes the calls on to the case that the settings name.
type destination struct {
	sdk.UnimplementedDestination
	config destinationConfig

	db *sql.DB
	writer
}

func (d *destination) Config() sdk.DestinationConfig { return &d.config }

func (d *destination) Open(context.Context) error {
	db, err := openDatabase(d.config.URL)
	if err != nil {
		return err
	}
	d.db = db
	bad := d.config.Variant == "bad"
	switch d.config.Case {
	case "durable":
		d.writer = &durable{db: db, bad: bad}
	case "count":
		d.writer = &count{db: db, bad: bad}
	case "order":
		d.writer = &order{db: db, bad: bad}
	default:
		return fmt.Errorf("unknown case %q", d.config.Case)
	}
	return nil
}

func (d *destination) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	return d.write(ctx, records)
}

// Teardown may come without Open.
func (d *destination) Teardown(ctx context.Context) error {
	if d.writer == nil {
		return nil
	}
	if err := d.close(ctx); err != nil {
		return err
	}
	return d.db.Close()
}

// storeAll stores the records, or none.
func storeAll(
	ctx context.Context, db *sql.DB, records []opencdc.Record,
) error {
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		for _, rec := range records {
			if err := store(ctx, tx, rec); err != nil {
				return err
			}
		}
		return nil
	})
}

// store does with the row what the record says.
func store(ctx context.Context, tx *sql.Tx, rec opencdc.Record) error {
	key, ok := rec.Key.(opencdc.StructuredData)
	if !ok {
		return fmt.Errorf("key is a %T", rec.Key)
	}
	if rec.Operation == opencdc.OperationDelete {
		_, err := tx.ExecContext(ctx,
			"DELETE FROM items WHERE id = ?", key["id"])
		return err
	}
	row, ok := rec.Payload.After.(opencdc.StructuredData)
	if !ok {
		return fmt.Errorf("payload is a %T", rec.Payload.After)
	}
	_, err := tx.ExecContext(ctx,
		`INSERT INTO items (id, text) VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET text = excluded.text`,
		key["id"], row["text"])
	return err
}
