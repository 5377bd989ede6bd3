// The proof of SRC-DEADLINE, run by the SDK.
package srcdeadline

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *Good) Config() sdk.SourceConfig { return &config{} }

func (s *Good) Open(context.Context, opencdc.Position) error { return nil }

func (s *Bad) Config() sdk.SourceConfig { return &config{} }

func (s *Bad) Open(context.Context, opencdc.Position) error { return nil }

type config struct{ sdk.UnimplementedSourceConfig }

// timeout is how long the sources wait for an answer.
const timeout = 10 * time.Millisecond

// fetch asks a system for records.
type fetch = func(context.Context, int) ([]opencdc.Record, error)

// late answers only the second request in time.
func late() fetch {
	requests := 0
	return func(ctx context.Context, n int) ([]opencdc.Record, error) {
		requests++
		if requests == 2 {
			return []opencdc.Record{{Position: opencdc.Position("1")}}, nil
		}
		<-ctx.Done()
		return nil, fmt.Errorf("fetch: %w", ctx.Err())
	}
}

// reset cancels the first request, as a client that connects again does.
func reset() fetch {
	answer := late()
	first := true
	return func(ctx context.Context, n int) ([]opencdc.Record, error) {
		if first {
			canceled, cancel := context.WithCancel(ctx)
			cancel()
			first = false
			return answer(canceled, n)
		}
		return answer(ctx, n)
	}
}

// outcome says what happens to a source in a second.
func outcome(t *testing.T, src sdk.Source) string {
	t.Helper()
	c := adapter.StartSource(t, src)
	select {
	case rec := <-c.Records:
		if err := c.Stop(time.Second); err != nil {
			t.Fatal(err)
		}
		return "record " + string(rec.Position)
	case err := <-c.Ended:
		return fmt.Sprint(err)
	case <-time.After(time.Second):
		return "runs, and reads nothing"
	}
}

func TestProof(t *testing.T) {
	for _, test := range []struct{ side, name, got, want string }{
		{
			"good", "late answer", outcome(t, &Good{
				fetch: late(), timeout: timeout,
			}), "record 1",
		},
		{
			"good", "request reset", outcome(t, &Good{
				fetch: reset(), timeout: timeout,
			}), "record 1",
		},
		{
			"bad", "late answer", outcome(t, &Bad{
				fetch: late(), timeout: timeout,
			}), "read plugin error: fetch: context deadline exceeded",
		},
		{
			"bad", "request reset", outcome(t, &Bad{
				fetch: reset(), timeout: timeout,
			}), "runs, and reads nothing",
		},
	} {
		if test.got != test.want {
			t.Errorf("%s, %s: %s, want %s",
				test.side, test.name, test.got, test.want)
		}
		if test.side == "bad" {
			t.Logf("bad: %s: %s", test.name, test.got)
		}
	}
}
