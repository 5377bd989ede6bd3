package concerrors

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

type config struct{ sdk.UnimplementedSourceConfig }

func (s *source) Config() sdk.SourceConfig { return &config{} }

func (s *Good) Open(ctx context.Context, _ opencdc.Position) error {
	s.start(ctx)
	return nil
}

func (s *Bad) Open(ctx context.Context, _ opencdc.Position) error {
	s.start(ctx)
	return nil
}

// purged is a change log of one record, whose next part is gone.
type purged struct{}

var errPurged = errors.New("log file 000042 was deleted")

func (purged) follow(
	ctx context.Context, records chan<- opencdc.Record,
) error {
	select {
	case records <- opencdc.Record{Position: opencdc.Position("1")}:
		return errPurged
	case <-ctx.Done():
		return ctx.Err()
	}
}

func purgedSource() source {
	return source{
		log:     purged{},
		records: make(chan opencdc.Record),
		done:    make(chan struct{}),
	}
}

// outcome returns what follows the one record: an error that ends the run, or
// nothing for as long as the test waits.
func outcome(
	t *testing.T, src sdk.Source, wait time.Duration,
) (c *adapter.Source, silent bool, err error) {
	t.Helper()
	c = adapter.StartSource(t, src)
	<-c.Records
	select {
	case rec := <-c.Records:
		t.Fatalf("got another record, %q", rec.Position)
	case err = <-c.Ended:
	case <-time.After(wait):
		silent = true
	}
	return c, silent, err
}

func TestProof(t *testing.T) {
	_, silent, err := outcome(t, &Good{purgedSource()}, 5*time.Second)
	const want = "read plugin error: follow the change log: " +
		"log file 000042 was deleted"
	if silent || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("good: silent %t, %v, want %q", silent, err, want)
	}

	// Nothing at all happens any more, until somebody stops the pipeline. The
	// stop is clean, so not even then does the user learn of the error.
	c, silent, err := outcome(t, &Bad{purgedSource()}, 200*time.Millisecond)
	if !silent || err != nil {
		t.Errorf("bad: the run ended: %v", err)
	}
	stop := c.Stop(time.Second)
	if stop != nil {
		t.Errorf("bad: stop: %v", stop)
	}
	t.Logf("bad: after 1 record the log fails with %q", errPurged)
	t.Logf("bad: silent for 200 ms: %t; error of the run: %v, of the stop: %v",
		silent, err, stop)
}
