// The proof of SRC-ACK-POSITION, run by the SDK.
package srcackposition

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *source) Config() sdk.SourceConfig { return &config{} }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

type config struct{ sdk.UnimplementedSourceConfig }

const messages = 5

// server holds the messages 1 to 5. A client that connects gets those after
// the one that was confirmed last.
type server struct {
	confirmed int64
	done      chan struct{} // closed by the first confirmation
}

type client struct {
	server *server
	sent   int64
}

func (s *server) connect() *client {
	return &client{server: s, sent: s.confirmed}
}

func (c *client) next(ctx context.Context) (int64, error) {
	if c.sent == messages {
		<-ctx.Done()
		return 0, ctx.Err()
	}
	c.sent++
	return c.sent, nil
}

func (c *client) confirm(_ context.Context, offset int64) error {
	c.server.confirmed = offset
	close(c.server.done)
	return nil
}

// crash lets a source deliver all messages, acknowledges the first one, and
// returns what the source delivers after a crash.
func crash(
	t *testing.T, connect func(queue) sdk.Source, patience time.Duration,
) []string {
	t.Helper()
	s := &server{done: make(chan struct{})}
	c := adapter.StartSource(t, connect(s.connect()))
	first := (<-c.Records).Position
	for range messages - 1 {
		<-c.Records
	}
	c.Acks <- first
	<-s.done

	c = adapter.StartSource(t, connect(s.connect()))
	var again []string
	for len(again) < messages-1 {
		select {
		case rec := <-c.Records:
			again = append(again, string(rec.Position))
			continue
		case <-time.After(patience):
		}
		break
	}
	if err := c.Stop(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	return again
}

func TestProof(t *testing.T) {
	again := crash(t, func(q queue) sdk.Source {
		return &Good{source{queue: q}}
	}, 5*time.Second)
	if want := []string{"2", "3", "4", "5"}; !slices.Equal(again, want) {
		t.Errorf("good: got %v after the crash, want %v", again, want)
	}

	again = crash(t, func(q queue) sdk.Source {
		return &Bad{source{queue: q}}
	}, 100*time.Millisecond)
	if len(again) != 0 {
		t.Errorf("bad: got %v after the crash, want all lost", again)
	}
	t.Logf("bad: %d messages read, 1 acknowledged: after a crash, %d of the "+
		"other %d come again", messages, len(again), messages-1)
}
