// The proof of ERR-RETRY, run by the SDK.
package errretry

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (d *destination) Config() sdk.DestinationConfig { return &config{} }

func (d *destination) Open(context.Context) error { return nil }

type config struct {
	sdk.UnimplementedDestinationConfig
}

// answers are those of a system to the requests of one test, in order; then
// it accepts everything.
type answers []error

func (a *answers) store(context.Context, opencdc.Record) error {
	if len(*a) == 0 {
		return nil
	}
	err := (*a)[0]
	*a = (*a)[1:]
	return err
}

// write sends four records, and returns what becomes of each. The clock is
// that of synctest.
func write(
	t *testing.T, dest func(destination) sdk.Destination, system answers,
) (fates []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := adapter.StartDestination(t, dest(destination{store: system.store}))
		d.Send(t, make([]opencdc.Record, 4)...)
		d.Close(t)
		fates = d.Answers()
	})
	return fates
}

func good(d destination) sdk.Destination { return &Good{d} }
func bad(d destination) sdk.Destination  { return &Bad{d} }

func TestProof(t *testing.T) {
	// The second record comes in a bad moment.
	blip := answers{nil, errBusy}
	got := write(t, good, blip)
	if want := []string{"ack", "ack", "ack", "ack"}; !slices.Equal(got, want) {
		t.Errorf("good: %q", got)
	}
	got = write(t, bad, blip)
	text := "record 2: 503 service unavailable"
	if want := []string{"ack", text, text, text}; !slices.Equal(got, want) {
		t.Errorf("bad: %q", got)
	}
	for i, fate := range got {
		t.Logf("bad: answer to record %d of %d: %s", i+1, len(got), fate)
	}

	// What does not pass is not tried again, and an outage has an end.
	refused := errors.New("409 conflict")
	got = write(t, good, answers{nil, refused})
	if text = "record 2: 409 conflict"; got[1] != text {
		t.Errorf("good, refused: %q", got)
	}
	got = write(t, good, slices.Repeat(answers{errBusy}, 100))
	if got[0] != "record 1: 503 service unavailable" {
		t.Errorf("good, outage: %q", got)
	}

	// A forced stop cancels the context.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	system := slices.Repeat(answers{errBusy}, 100)
	d := Good{destination{store: system.store}}
	_, err := d.Write(ctx, make([]opencdc.Record, 1))
	if !errors.Is(err, context.Canceled) || len(system) != 99 {
		t.Errorf("good, forced stop: %v", err)
	}
}
