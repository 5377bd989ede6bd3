package mwdefaults

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/rs/zerolog"
)

// readOnly is a source without ReadN. A read takes as long as pause says.
type readOnly struct {
	source
	pause time.Duration
}

func (s *readOnly) Read(ctx context.Context) (opencdc.Record, error) {
	select {
	case <-time.After(s.pause):
		return s.next(), nil
	case <-ctx.Done():
		return opencdc.Record{}, ctx.Err()
	}
}

func (*readOnly) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return nil, sdk.ErrUnimplemented
}

// pages is a source whose ReadN returns what it is asked for, and a page of 7
// if that is nothing.
type pages struct {
	source
	asked []int
}

func (s *pages) ReadN(
	_ context.Context, n int,
) (records []opencdc.Record, _ error) {
	s.asked = append(s.asked, n)
	if n == 0 {
		n = 7
	}
	for range n {
		records = append(records, s.next())
	}
	return records, nil
}

// run wraps a source, reads three batches and returns their lengths and what
// the SDK logged. The clock is that of synctest.
func run(
	t *testing.T, src sdk.Source, settings config.Config,
) (batches []int, log string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var logged strings.Builder
		logger := zerolog.New(&logged).Level(zerolog.WarnLevel)
		ctx, cancel := context.WithCancel(logger.WithContext(t.Context()))
		wrapped := sdk.SourceWithMiddleware(src)
		open(ctx, t, wrapped, settings)
		for range 3 {
			batch, err := wrapped.ReadN(ctx, 1)
			if err != nil {
				t.Fatal(err)
			}
			batches = append(batches, len(batch))
		}
		cancel()
		// Somebody has to take the last result of Read: the SDK's goroutine
		// would wait for that for ever.
		_, _ = wrapped.ReadN(t.Context(), 1)
		synctest.Wait()
		log = logged.String()
	})
	return batches, log
}

// TestDelayAlone counts what comes out with sdk.batch.delay alone: what Read
// returns within the delay, however much that is, or each result of ReadN.
func TestDelayAlone(t *testing.T) {
	const (
		noSize = "sdk.batch.delay is set but sdk.batch.size is not, " +
			"this might result in extremely large batches for fast sources"
		noDelay = "sdk.batch.size is set but sdk.batch.delay is not, " +
			"this might result in the connector waiting indefinitely " +
			"for the batch to be filled"
	)
	delay := config.Config{"sdk.batch.delay": "1s"}
	size := config.Config{"sdk.batch.size": "5"}
	both := config.Config{"sdk.batch.delay": "1s", "sdk.batch.size": "5"}
	paged := new(pages)
	for _, test := range []struct {
		name     string
		source   sdk.Source
		settings config.Config
		want     []int
		warning  string
	}{
		{"Read every 300 ms, delay", &readOnly{pause: 300 * time.Millisecond},
			delay, []int{4, 4, 4}, noSize},
		{"Read every 300 µs, delay", &readOnly{pause: 300 * time.Microsecond},
			delay, []int{3334, 3334, 3334}, noSize},
		{"Read every 300 µs, size", &readOnly{pause: 300 * time.Microsecond},
			size, []int{5, 5, 5}, noDelay},
		{"Read every 300 µs, both", &readOnly{pause: 300 * time.Microsecond},
			both, []int{5, 5, 5}, ""},
		{"ReadN, delay", paged, delay, []int{7, 7, 7}, noSize},
	} {
		batches, log := run(t, test.source, test.settings)
		if !slices.Equal(batches, test.want) {
			t.Errorf("%s: batches of %v, want %v",
				test.name, batches, test.want)
		}
		if warned := strings.Contains(log, "sdk.batch."); warned !=
			(test.warning != "") || !strings.Contains(log, test.warning) {
			t.Errorf("%s: log %q, want %q", test.name, log, test.warning)
		}
		t.Logf("%s: batches of %v", test.name, batches)
	}
	if slices.ContainsFunc(paged.asked, func(n int) bool { return n != 0 }) {
		t.Errorf("ReadN is asked for %v records, want 0", paged.asked)
	}
}
