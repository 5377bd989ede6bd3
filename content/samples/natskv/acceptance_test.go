package natskv

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"
)

// TestAcceptance runs the SDK's acceptance tests: none is skipped, and
// goroutines left behind are reported. The connector has no destination, so
// the driver writes to the bucket itself.
func TestAcceptance(t *testing.T) {
	driver := &acceptanceDriver{}
	driver.Config = sdk.ConfigurableAcceptanceTestDriverConfig{
		Connector: sdk.Connector{
			NewSpecification: Connector.NewSpecification,
			NewSource:        NewSource,
		},
		ReadTimeout: 500 * time.Millisecond,
		BeforeTest: func(t *testing.T) { // each test gets a new bucket
			driver.bucket = newBucket(t, jetstream.KeyValueConfig{})
			driver.Config.SourceConfig = driver.bucket.sourceConfig()
			// The server and its other client have theirs.
			driver.Config.GoleakOptions = []goleak.Option{
				goleak.IgnoreCurrent(),
			}
		},
	}
	sdk.AcceptanceTest(t, driver)
}

type acceptanceDriver struct {
	sdk.ConfigurableAcceptanceTestDriver
	bucket testBucket
	count  int
}

// GenerateRecord makes records that fit a bucket.
func (d *acceptanceDriver) GenerateRecord(
	_ *testing.T, op opencdc.Operation,
) opencdc.Record {
	d.count++
	return opencdc.Record{
		Position:  opencdc.Position(fmt.Sprint(d.count)),
		Operation: op,
		Key:       opencdc.RawData(fmt.Sprintf("key.%d", d.count)),
		Payload: opencdc.Change{
			After: opencdc.RawData(fmt.Sprintf("value %d", d.count)),
		},
	}
}

// WriteToSource writes records into the bucket, and returns what the source is
// expected to read.
func (d *acceptanceDriver) WriteToSource(
	_ *testing.T, recs []opencdc.Record,
) []opencdc.Record {
	for i, rec := range recs {
		if rec.Operation == opencdc.OperationCreate {
			recs[i].Operation = opencdc.OperationUpdate // nobody can tell
		}
		d.bucket.write(func(ctx context.Context) error {
			_, err := d.bucket.Put(ctx, string(rec.Key.Bytes()),
				rec.Payload.After.Bytes())
			return err
		})
	}
	return recs
}
