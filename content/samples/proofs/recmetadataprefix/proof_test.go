package recmetadataprefix

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// destination notes into which table each record goes, and has the middleware
// around it that decodes by schema.
type destination struct {
	sdk.UnimplementedDestination
	config struct {
		sdk.DestinationWithSchemaExtraction
	}
	tables []string
}

func (d *destination) Config() sdk.DestinationConfig { return &d.config }

func (d *destination) Open(context.Context) error { return nil }

func (d *destination) Write(
	_ context.Context, recs []opencdc.Record,
) (int, error) {
	for i, rec := range recs {
		table, err := rec.Metadata.GetCollection()
		if err != nil {
			return i, err
		}
		d.tables = append(d.tables, table)
	}
	return len(recs), nil
}

// deliver sends three messages of one topic, two of which have a header that
// its sender has named like a field of Conduit.
func deliver(
	t *testing.T, metadata func(message) opencdc.Metadata,
) (tables, rejected []string) {
	t.Helper()
	d := &destination{}
	// The defaults of the SDK; in a connector, connector.yaml has them.
	d.config.KeyEnabled = lang.Ptr(true)
	d.config.PayloadEnabled = lang.Ptr(true)
	run := adapter.StartDestination(t, sdk.DestinationWithMiddleware(d))
	for i, headers := range []map[string]string{
		{"trace": "a1"},
		{"opencdc.collection": "admins"},
		{
			"opencdc.payload.schema.subject": "orders",
			"opencdc.payload.schema.version": "latest",
		},
	} {
		m := message{topic: "orders", at: time.Now(), headers: headers}
		run.Send(t, opencdc.Record{
			Position:  strconv.AppendInt(nil, int64(i), 10),
			Operation: opencdc.OperationCreate,
			Metadata:  metadata(m),
			Payload:   opencdc.Change{After: opencdc.RawData("{}")},
		})
	}
	_, rejected = run.Close(t)
	return d.tables, rejected
}

func TestProof(t *testing.T) {
	tables, rejected := deliver(t, goodMetadata)
	want := []string{"orders", "orders", "orders"}
	if !slices.Equal(tables, want) || len(rejected) > 0 {
		t.Errorf("good: tables %q, rejected %q", tables, rejected)
	}

	tables, rejected = deliver(t, badMetadata)
	if !slices.Equal(tables, []string{"orders", "admins"}) ||
		len(rejected) != 1 ||
		!strings.Contains(rejected[0], `invalid version "latest"`) {
		t.Errorf("bad: tables %q, rejected %q", tables, rejected)
	}
	t.Logf("bad: of 3 messages of the topic orders: written to %q", tables)
	t.Logf("bad: rejected: %s", strings.Join(rejected, "; "))
}
