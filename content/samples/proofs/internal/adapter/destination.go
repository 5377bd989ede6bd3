package adapter

import (
	"context"
	"io"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Destination is a destination that runs.
type Destination struct {
	plugin  pconnector.DestinationPlugin
	ctx     context.Context // of the stream
	end     context.CancelFunc
	batches chan []opencdc.Record
	ended   chan error // what Run returned

	last opencdc.Position
	acks []pconnector.DestinationRunResponseAck
}

// StartDestination configures a destination without settings, opens it, and
// runs it.
func StartDestination(t testing.TB, dest sdk.Destination) *Destination {
	t.Helper()
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(end)
	d := &Destination{
		plugin: sdk.NewDestinationPlugin(
			dest, pconnector.PluginConfig{}, nil),
		ctx:     ctx,
		end:     end,
		batches: make(chan []opencdc.Record),
		ended:   make(chan error, 1),
	}
	_, err := d.plugin.Configure(
		ctx, pconnector.DestinationConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.plugin.Open(ctx, pconnector.DestinationOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	go func() { d.ended <- d.plugin.Run(ctx, destinationStream{d}) }()
	return d
}

// Send sends records in one message. Conduit's default engine sends one record
// in each.
func (d *Destination) Send(t testing.TB, records ...opencdc.Record) {
	t.Helper()
	select {
	case d.batches <- records:
		d.last = records[len(records)-1].Position
	case err := <-d.ended:
		t.Fatalf("the run has ended: %v", err)
	}
}

// Stop announces the last record that was sent, so that the SDK writes what it
// has collected.
func (d *Destination) Stop() error {
	_, err := d.plugin.Stop(d.ctx,
		pconnector.DestinationStopRequest{LastPosition: d.last})
	return err
}

// Close closes the stream and waits for the end of the run. It returns how many
// records were acknowledged, and the errors of the others.
func (d *Destination) Close(t testing.TB) (acked int, rejected []string) {
	t.Helper()
	close(d.batches)
	if err := <-d.ended; err != nil {
		t.Fatal(err)
	}
	for _, answer := range d.Answers() {
		if answer == "ack" {
			acked++
		} else {
			rejected = append(rejected, answer)
		}
	}
	return acked, rejected
}

// Answers returns what became of each record: "ack", or the error that it was
// rejected with. Call it after Close.
func (d *Destination) Answers() []string {
	var answers []string
	for _, ack := range d.acks {
		if ack.Error == "" {
			answers = append(answers, "ack")
		} else {
			answers = append(answers, ack.Error)
		}
	}
	return answers
}

// ForceStop ends the context of the stream, as a forced stop does.
func (d *Destination) ForceStop() { d.end() }

// Teardown tears the destination down, as Conduit does after Close, or after
// ForceStop.
func (d *Destination) Teardown() error {
	_, err := d.plugin.Teardown(
		d.ctx, pconnector.DestinationTeardownRequest{})
	return err
}

// destinationStream is what the SDK sees of Conduit.
type destinationStream struct{ d *Destination }

func (destinationStream) Client() pconnector.DestinationRunStreamClient {
	return nil
}

func (c destinationStream) Server() pconnector.DestinationRunStreamServer {
	return c
}

func (c destinationStream) Recv() (pconnector.DestinationRunRequest, error) {
	select {
	case records, ok := <-c.d.batches:
		if ok {
			return pconnector.DestinationRunRequest{Records: records}, nil
		}
	case <-c.d.ctx.Done():
	}
	return pconnector.DestinationRunRequest{}, io.EOF
}

// Send notes acknowledgements. The SDK sends them before the run has ended, or
// while it stops.
func (c destinationStream) Send(r pconnector.DestinationRunResponse) error {
	c.d.acks = append(c.d.acks, r.Acks...)
	return nil
}
