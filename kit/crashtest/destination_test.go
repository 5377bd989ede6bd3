package crashtest

import (
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

func TestReferenceDestination(t *testing.T) {
	t.Parallel()
	RunDestination(t, memDestinationUnderTest(noMutation))
}

// refusedValue is what the target in memory refuses.
const refusedValue = "to be refused"

func memDestinationUnderTest(mutate func(*memDestination)) Destination {
	return Destination{
		Connector: memConnector(noMutation, mutate),
		Target: func(t *testing.T) Target {
			m := newMemory(t)
			m.refuse = refusedValue
			return m
		},
		Poison: func(rec opencdc.Record) opencdc.Record {
			rec.Payload.After.(opencdc.StructuredData)["value"] = refusedValue
			return rec
		},
	}
}
