package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
)

// Destination is the destination of a plugin. Its methods are what Conduit asks
// of it; the comment of the package says in which order. Send and Answers may
// be called at the same time; other calls follow each other.
type Destination struct {
	process *Process
	plugin  interface {
		pconnector.DestinationPlugin
		NewStream() pconnector.DestinationRunStream
	}
	stream pconnector.DestinationRunStreamClient
	in     *inbox[Answer]
	last   opencdc.Position // sent
}

// Answer is what became of one record.
type Answer struct {
	// Position is that of the record.
	Position opencdc.Position
	// Error is why the record was rejected; empty if it was acknowledged.
	Error string
}

// Destination returns the destination of the plugin. A plugin without one says
// so at the first call.
func (x *Process) Destination() (*Destination, error) {
	d := &Destination{process: x}
	var err error
	d.plugin, err = dispense[interface {
		pconnector.DestinationPlugin
		NewStream() pconnector.DestinationRunStream
	}](x, "destination")
	return d, err
}

// Configure hands settings over, without the defaults of parameters: the SDK
// fills them in. The error is the plugin's if it does not accept them.
func (d *Destination) Configure(settings config.Config) error {
	return d.process.ask("Configure", func(ctx context.Context) error {
		_, err := d.plugin.Configure(ctx,
			pconnector.DestinationConfigureRequest{Config: settings})
		return err
	})
}

// Created tells the destination that it is started for the first time. Conduit
// does so again if it dies within a second after that.
func (d *Destination) Created(settings config.Config) error {
	return optional(d.process.ask("Created", func(ctx context.Context) error {
		_, err := d.plugin.LifecycleOnCreated(ctx,
			pconnector.DestinationLifecycleOnCreatedRequest{Config: settings})
		return err
	}))
}

// Updated tells the destination that its settings have changed since its last
// start.
func (d *Destination) Updated(before, after config.Config) error {
	return optional(d.process.ask("Updated", func(ctx context.Context) error {
		_, err := d.plugin.LifecycleOnUpdated(ctx,
			pconnector.DestinationLifecycleOnUpdatedRequest{
				ConfigBefore: before, ConfigAfter: after,
			})
		return err
	}))
}

// Deleted tells the destination that its connector was deleted. It is called on
// a new process, and followed by Teardown.
func (d *Destination) Deleted(settings config.Config) error {
	return optional(d.process.ask("Deleted", func(ctx context.Context) error {
		_, err := d.plugin.LifecycleOnDeleted(ctx,
			pconnector.DestinationLifecycleOnDeletedRequest{Config: settings})
		return err
	}))
}

// Open opens the destination.
func (d *Destination) Open() error {
	return d.process.ask("Open", func(ctx context.Context) error {
		_, err := d.plugin.Open(ctx, pconnector.DestinationOpenRequest{})
		return err
	})
}

// Run opens the stream of records and answers.
func (d *Destination) Run() error {
	ctx, cancel := context.WithCancel(context.Background())
	stream := d.plugin.NewStream()
	if err := d.plugin.Run(ctx, stream); err != nil {
		cancel()
		return d.process.failed("Run", err)
	}
	d.stream = stream.Client()
	d.in = receive(ctx, d.process, "Answers", cancel,
		func() ([]Answer, error) {
			response, err := d.stream.Recv()
			answers := make([]Answer, len(response.Acks))
			for i, ack := range response.Acks {
				answers[i] = Answer{Position: ack.Position, Error: ack.Error}
			}
			return answers, err
		})
	return nil
}

// Send sends records in one message, and does not wait for their answers.
// Conduit's default engine sends one record in each message.
func (d *Destination) Send(records ...opencdc.Record) error {
	if len(records) == 0 {
		return nil
	}
	d.last = records[len(records)-1].Position
	return d.in.send("Send", func() error {
		return d.stream.Send(pconnector.DestinationRunRequest{Records: records})
	})
}

// Answers returns the answers of one message of the plugin. The error wraps
// ErrNone if there was none for so long, and ErrStreamEnded or ErrExited if
// none will come any more.
func (d *Destination) Answers(patience time.Duration) ([]Answer, error) {
	return d.in.next(patience)
}

// Write sends records in one message and waits until each has its answer, in
// the order of the records. An answer that is not the next one's is an error.
func (d *Destination) Write(records ...opencdc.Record) ([]Answer, error) {
	if err := d.Send(records...); err != nil {
		return nil, err
	}
	limit := d.process.plugin.Limit
	deadline := time.Now().Add(limit)
	var answers []Answer
	for len(answers) < len(records) {
		more, err := d.in.next(time.Until(deadline))
		if errors.Is(err, ErrNone) {
			return answers, d.process.noAnswer("Answers", limit)
		}
		if err != nil {
			return answers, err
		}
		for _, is := range more {
			if len(answers) == len(records) || !bytes.Equal(
				is.Position, records[len(answers)].Position,
			) {
				return answers, &CallError{Asked: "Answers", Err: fmt.Errorf(
					"answer %d is of position %q, which is not the next "+
						"record's", len(answers)+1, is.Position)}
			}
			answers = append(answers, is)
		}
	}
	return answers, nil
}

// Stop tells the destination which record was the last one, so that it writes
// what it has collected.
func (d *Destination) Stop() error {
	return d.process.ask("Stop", func(ctx context.Context) error {
		_, err := d.plugin.Stop(ctx,
			pconnector.DestinationStopRequest{LastPosition: d.last})
		return err
	})
}

// CloseStream ends records and answers. It may be called when there is no
// stream.
func (d *Destination) CloseStream() {
	if d.in != nil {
		d.in.shut()
	}
}

// Teardown frees what the destination holds. Close the stream first.
func (d *Destination) Teardown() error {
	return d.process.ask("Teardown", func(ctx context.Context) error {
		_, err := d.plugin.Teardown(ctx,
			pconnector.DestinationTeardownRequest{})
		return err
	})
}
