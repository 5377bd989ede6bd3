package sqlite

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region acceptance

// TestAcceptance runs the SDK's acceptance tests: none is skipped, and
// goroutines left behind are reported.
func TestAcceptance(t *testing.T) {
	driver := &acceptanceDriver{}
	driver.Config = sdk.ConfigurableAcceptanceTestDriverConfig{
		Connector: sdk.Connector{
			NewSpecification: Connector.NewSpecification,
			NewDestination:   Connector.NewDestination,
			// The tests compare what is read with what was written. The
			// middleware encodes what is read, so decode it again.
			NewSource: func() sdk.Source { return decoded{NewSource()} },
		},
		ReadTimeout: 200 * time.Millisecond,
		BeforeTest: func(t *testing.T) { // each test gets a new database
			db := newDB(t, `CREATE TABLE items (id INTEGER PRIMARY KEY,
				name TEXT, price REAL, photo BLOB, sold BOOLEAN)`)
			db.Close() // only the connector may have goroutines
			driver.Config.SourceConfig = db.sourceConfig("items")
			driver.Config.DestinationConfig = config.Config{
				"url": db.path, "table": "items",
			}
		},
	}
	sdk.AcceptanceTest(t, driver)
}

// #endregion acceptance

type acceptanceDriver struct {
	sdk.ConfigurableAcceptanceTestDriver
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

// decoded is a source whose records are decoded like a destination does.
type decoded struct{ sdk.Source }

func (d decoded) Read(ctx context.Context) (opencdc.Record, error) {
	rec, err := d.Source.Read(ctx)
	if err != nil {
		return opencdc.Record{}, err
	}
	return decode(ctx, rec)
}
