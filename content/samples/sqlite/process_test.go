package sqlite

import (
	"testing"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// TestProcessCrashes kills the built connector with SIGKILL.
func TestProcessCrashes(t *testing.T) {
	crashtest.RunSource(t, crashtest.Source{
		Binary: crashtest.Build(t, "./cmd/connector"),
		System: func(t *testing.T) crashtest.System { return newCrashDB(t) },
	})
}

func TestProcessDestinationCrashes(t *testing.T) {
	crashtest.RunDestination(t, crashtest.Destination{
		Binary: crashtest.Build(t, "./cmd/connector"),
		Target: func(t *testing.T) crashtest.Target {
			return crashSink{newCrashDB(t)}
		},
		Fields: crashtest.Fields{Collection: "t"},
		Poison: refused,
	})
}
