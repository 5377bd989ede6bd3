package natskv

import (
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// TestProcessCrashes kills the built connector with SIGKILL, over TLS and with
// a login, and restarts the server meanwhile.
func TestProcessCrashes(t *testing.T) {
	binary := crashtest.Build(t, "./cmd/connector")
	for name, system := range map[string]func(*testing.T) crashtest.System{
		"history 1": func(t *testing.T) crashtest.System {
			return &crashBucket{testBucket: newBucket(t,
				jetstream.KeyValueConfig{})}
		},
		"login, server restarted": func(t *testing.T) crashtest.System {
			b, cfg := secured(t)
			cfg["fetchSize"] = "2"
			return &securedBucket{
				&crashBucket{testBucket: b, every: 25}, cfg}
		},
	} {
		t.Run(name, func(t *testing.T) {
			crashtest.RunSource(t, crashtest.Source{
				Binary:   binary,
				System:   system,
				Allow:    allow,
				Quick:    true,
				Random:   5,
				Patience: patience,
			})
		})
	}
}
