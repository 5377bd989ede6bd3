package counter

import (
	"context"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func TestCrashes(t *testing.T) {
	var current *Log
	connector := NewConnector(nil)
	connector.NewSource = func() sdk.Source { return &source{log: current} }
	crashtest.RunSource(t, crashtest.Source{
		Connector: connector,
		System: func(*testing.T) crashtest.System {
			current = &Log{}
			return system{current}
		},
		Allow: crashtest.Allow{NoSnapshot: true, NoBefore: true},
		Quick: true, Random: 3, Patience: time.Second,
	})
}

type system struct{ log *Log }

func (system) Config() config.Config { return config.Config{} }

func (s system) Write(_ context.Context, c crashtest.Change) error {
	row := opencdc.StructuredData{"id": c.Key, "value": c.Value}
	rec := opencdc.Record{
		Operation: c.Operation, Metadata: opencdc.Metadata{},
		Key: opencdc.StructuredData{"id": c.Key},
	}
	if c.Operation != opencdc.OperationDelete {
		rec.Payload.After = row
	}
	s.log.Add(rec)
	return nil
}
