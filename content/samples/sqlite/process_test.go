package sqlite

import (
	"testing"
	"time"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// #region process

// TestProcessCrashes kills the built connector with SIGKILL.
func TestProcessCrashes(t *testing.T) {
	t.Parallel()
	crashtest.RunSource(t, crashtest.Source{
		Binary: crashtest.Build(t, "./cmd/connector"),
		System: func(t *testing.T) crashtest.System { return newCrashDB(t) },
	})
}

// #endregion process

// BenchmarkKills starts the connector, reads a record and kills the process.
func BenchmarkKills(b *testing.B) {
	db := newCrashDB(b)
	if _, err := db.Exec("INSERT INTO t VALUES (1, 'a')"); err != nil {
		b.Fatal(err)
	}
	binary := crashtest.Build(b, "./cmd/connector")
	for b.Loop() {
		x, err := host.Start(host.Plugin{Path: binary})
		if err != nil {
			b.Fatal(err)
		}
		s, err := x.Source()
		for _, call := range []func() error{
			func() error { return err },
			func() error { return s.Configure(db.Config()) },
			func() error { return s.Open(nil) },
			s.Run,
			func() error { _, err := s.Next(time.Minute); return err },
		} {
			if err := call(); err != nil {
				b.Fatal(err)
			}
		}
		x.Kill()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "kills/s")
}

func TestProcessDestinationCrashes(t *testing.T) {
	t.Parallel()
	crashtest.RunDestination(t, crashtest.Destination{
		Binary: crashtest.Build(t, "./cmd/connector"),
		Target: func(t *testing.T) crashtest.Target {
			return crashSink{newCrashDB(t)}
		},
		Fields: crashtest.Fields{Collection: "t"},
		Poison: refused,
	})
}
