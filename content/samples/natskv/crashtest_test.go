package natskv

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// allow is what a bucket cannot tell: a value that was replaced, and whether a
// key had one before.
var allow = crashtest.Allow{NoBefore: true, LastState: true}

func TestCrashes(t *testing.T) {
	for _, history := range []uint8{1, 10} {
		t.Run(fmt.Sprintf("history %d", history), func(t *testing.T) {
			crashtest.RunSource(t, crashtest.Source{
				Connector: Connector,
				System: func(t *testing.T) crashtest.System {
					return &crashBucket{testBucket: newBucket(t,
						jetstream.KeyValueConfig{History: history})}
				},
				Allow:  allow,
				Quick:  true, // each scenario starts a server
				Random: 10,
			})
		})
	}
}

// The server is restarted again and again, also while the source runs.
func TestCrashesOfBoth(t *testing.T) {
	crashtest.RunSource(t, crashtest.Source{
		Connector: Connector,
		System: func(t *testing.T) crashtest.System {
			return &crashBucket{every: 8, testBucket: newBucket(t,
				jetstream.KeyValueConfig{History: 10})}
		},
		Allow:    allow,
		Quick:    true,
		Random:   10,
		Patience: patience,
	})
}

// crashBucket is a bucket whose values are JSON.
type crashBucket struct {
	testBucket
	every  int // so many writes the server is restarted; never if it is 0
	writes int
}

// Write makes a change as any other program would.
func (b *crashBucket) Write(
	ctx context.Context, c crashtest.Change,
) error {
	if b.writes++; b.every > 0 && b.writes%b.every == 0 {
		b.restart()
	}
	key := strconv.FormatInt(c.Key, 10)
	return again(ctx, func(ctx context.Context) error {
		if c.Operation == opencdc.OperationDelete {
			return b.Delete(ctx, key)
		}
		_, err := b.PutString(ctx, key,
			fmt.Sprintf(`{"id":%s,"value":%q}`, key, c.Value))
		return err
	})
}

func (b *crashBucket) Config() config.Config {
	return b.sourceConfig("fetchSize", "2")
}

// Connections tells what the source has left. The server notices the end of a
// connection a little later.
func (b *crashBucket) Connections(context.Context) (int, error) {
	for end := time.Now().Add(5 * time.Second); b.server.NumClients() > 1; {
		if time.Now().After(end) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return b.server.NumClients(), nil
}

// Interrupt ends all connections: the client has to come back by itself.
func (b *crashBucket) Interrupt(context.Context) error {
	b.restart()
	return nil
}
