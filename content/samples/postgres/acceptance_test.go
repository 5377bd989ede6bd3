package postgres

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// TestAcceptance runs the SDK's acceptance tests: none is skipped, and
// goroutines left behind are reported. The connector has no destination, so
// the driver writes to the database itself.
func TestAcceptance(t *testing.T) {
	driver := &acceptanceDriver{}
	driver.Config = sdk.ConfigurableAcceptanceTestDriverConfig{
		Connector: sdk.Connector{
			NewSpecification: Connector.NewSpecification,
			// The tests compare what is read with what was written. The
			// middleware encodes what is read, so decode it again.
			NewSource: func() sdk.Source { return decoded{NewSource()} },
		},
		ReadTimeout: 500 * time.Millisecond,
		BeforeTest: func(t *testing.T) { // each test gets a new database
			driver.db = newDB(t, `CREATE TABLE items (id bigint PRIMARY KEY,
				name text, price float8, photo bytea, sold boolean)`)
			driver.Config.SourceConfig = driver.db.sourceConfig("items")
		},
	}
	sdk.AcceptanceTest(t, driver)
}

type acceptanceDriver struct {
	sdk.ConfigurableAcceptanceTestDriver
	db    testDB
	count int64
}

// GenerateRecord makes records that fit the table.
func (d *acceptanceDriver) GenerateRecord(
	_ *testing.T, op opencdc.Operation,
) opencdc.Record {
	d.count++
	row := opencdc.StructuredData{
		"id":    d.count,
		"name":  fmt.Sprintf("item %d", d.count),
		"price": float64(d.count) / 3,
		"photo": []byte{0, byte(d.count)},
		"sold":  d.count%2 == 0,
	}
	if d.count%3 == 0 {
		row["price"] = nil
	}
	return opencdc.Record{
		Position:  opencdc.Position(fmt.Sprint(d.count)),
		Operation: op,
		Key:       opencdc.StructuredData{"id": d.count},
		Payload:   opencdc.Change{After: row},
	}
}

// WriteToSource inserts records into the database, and returns what the source
// is expected to read.
func (d *acceptanceDriver) WriteToSource(
	t *testing.T, recs []opencdc.Record,
) []opencdc.Record {
	for _, rec := range recs {
		row := rec.Payload.After.(opencdc.StructuredData)
		d.db.exec(t, "INSERT INTO items VALUES ($1, $2, $3, $4, $5)",
			row["id"], row["name"], row["price"], row["photo"], row["sold"])
	}
	return recs
}

// decoded is a source whose records are decoded like a destination does.
type decoded struct{ sdk.Source }

func (d decoded) Read(ctx context.Context) (opencdc.Record, error) {
	rec, err := d.Source.Read(ctx)
	if err != nil {
		return opencdc.Record{}, err
	}
	return decode(ctx, rec)
}
