package crashtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// sinkStart is one start of a destination, and what Conduit does with it.
type sinkStart interface {
	configure(config.Config) error
	// open configures the destination, opens it and lets it run.
	open(config.Config) error
	// send sends messages and waits until all their records are answered. The
	// answers are in the order of the records; it is an error if they are not.
	send(messages [][]opencdc.Record) ([]string, error)
	// write calls Write.
	write(context.Context, []opencdc.Record) (int, error)
	// seen returns what Write must not do, and forgets it.
	seen() (panics *panicError, wrong error)
	// stop ends the destination as Conduit does when all is answered.
	stop() error
	teardown() error
	// exit is the end, after teardown.
	exit() error
	// crash ends all without a word to the destination.
	crash()
}

// start makes a destination, in this process or in one of its own.
func (d Destination) start(c caller) sinkStart {
	if d.process != nil {
		return &processSink{start: start{
			binary: d.process, patience: c.patience}}
	}
	return newSink(d, c)
}

// sink is a start of a destination in this process: what Conduit holds of it in
// memory.
type sink struct {
	caller
	plugin pconnector.DestinationPlugin
	probe  *destinationProbe
	stream *destinationStream
	cancel context.CancelFunc // of the run
	done   chan struct{}      // closed when the run has ended
	err    error              // of the run, after done
	last   opencdc.Position   // that was sent
}

func newSink(d Destination, c caller) *sink {
	k := &sink{
		caller: c,
		probe:  &destinationProbe{},
		stream: newDestinationStream(),
		cancel: func() {},
		done:   make(chan struct{}),
	}
	c.label.do(context.Background(), func(context.Context) {
		k.probe.Destination = d.Connector.NewDestination()
	})
	k.plugin = sdk.NewDestinationPlugin(k.probe, pluginConfig(),
		d.Connector.NewSpecification().DestinationParams)
	return k
}

func (k *sink) configure(cfg config.Config) error {
	err := k.call(func(ctx context.Context) error {
		_, err := k.plugin.Configure(ctx,
			pconnector.DestinationConfigureRequest{Config: cfg})
		return err
	})
	if err != nil {
		return fmt.Errorf("in Configure: %w", err)
	}
	return nil
}

func (k *sink) open(cfg config.Config) error {
	if err := k.configure(cfg); err != nil {
		return err
	}
	err := k.call(func(ctx context.Context) error {
		_, err := k.plugin.Open(ctx, pconnector.DestinationOpenRequest{})
		return err
	})
	if err != nil {
		return fmt.Errorf("in Open: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	k.cancel = cancel
	go k.label.do(ctx, func(ctx context.Context) {
		defer close(k.done)
		defer caught("the SDK", &k.err)
		k.err = k.plugin.Run(ctx, k.stream)
	})
	return nil
}

func (k *sink) send(messages [][]opencdc.Record) ([]string, error) {
	sent := slices.Concat(messages...)
	timer := time.NewTimer(k.patience)
	defer timer.Stop()
	var answers []string
	for len(answers) < len(sent) {
		var requests chan<- []opencdc.Record
		var message []opencdc.Record
		if len(messages) > 0 {
			requests, message = k.stream.requests, messages[0]
		}
		select {
		case requests <- message:
			messages = messages[1:]
			k.last = message[len(message)-1].Position
		case acks := <-k.stream.acks:
			for _, ack := range acks {
				want := sent[len(answers)].Position
				if string(ack.Position) != string(want) {
					return answers, fmt.Errorf("%s was answered, it is the "+
						"turn of %s", ack.Position, want)
				}
				answers = append(answers, ack.Error)
			}
		case <-k.done:
			return answers, fmt.Errorf("the run ended: %w", k.err)
		case <-timer.C:
			return answers, fmt.Errorf("%d of %d records were answered: %w",
				len(answers), len(sent), errTimeout)
		}
	}
	return answers, nil
}

func (k *sink) stop() error {
	err := k.call(func(ctx context.Context) error {
		_, err := k.plugin.Stop(ctx,
			pconnector.DestinationStopRequest{LastPosition: k.last})
		return err
	})
	k.stream.close()
	return err
}

func (k *sink) write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	return k.probe.Write(ctx, records)
}

func (k *sink) seen() (panics *panicError, wrong error) {
	return k.probe.seen()
}

func (k *sink) exit() error {
	k.stream.close()
	return nil
}

func (k *sink) teardown() error {
	defer k.cancel()
	return k.call(func(ctx context.Context) error {
		_, err := k.plugin.Teardown(ctx,
			pconnector.DestinationTeardownRequest{})
		return err
	})
}

// crash abandons the destination.
func (k *sink) crash() {
	k.cancel()
	k.probe.end()
	k.stream.close()
	select {
	case <-k.done:
	case <-time.After(k.patience):
	}
}

// destinationStream is Conduit's end of a destination's stream.
type destinationStream struct {
	requests chan []opencdc.Record
	acks     chan []pconnector.DestinationRunResponseAck
	closed   chan struct{}
	once     sync.Once
}

func newDestinationStream() *destinationStream {
	return &destinationStream{
		requests: make(chan []opencdc.Record),
		acks:     make(chan []pconnector.DestinationRunResponseAck),
		closed:   make(chan struct{}),
	}
}

func (s *destinationStream) Client() pconnector.DestinationRunStreamClient {
	return nil
}

func (s *destinationStream) Server() pconnector.DestinationRunStreamServer {
	return s
}

func (s *destinationStream) Recv() (pconnector.DestinationRunRequest, error) {
	select {
	case records := <-s.requests:
		return pconnector.DestinationRunRequest{Records: records}, nil
	case <-s.closed:
		return pconnector.DestinationRunRequest{}, io.EOF
	}
}

func (s *destinationStream) Send(r pconnector.DestinationRunResponse) error {
	select {
	case s.acks <- r.Acks:
		return nil
	case <-s.closed:
		return errBroken
	}
}

func (s *destinationStream) close() {
	s.once.Do(func() { close(s.closed) })
}

// destinationProbe stands between the SDK's adapter and the destination with
// its middleware. It catches panics, notes what Write must not return, and can
// cancel the context of Open as a crash does.
type destinationProbe struct {
	sdk.Destination

	mu     sync.Mutex
	cancel context.CancelFunc
	wrong  error // the first answer of Write that makes no sense
	panics *panicError
}

func (p *destinationProbe) Open(ctx context.Context) (err error) {
	defer caught("Open", &err)
	ctx, cancel := context.WithCancel(ctx)
	p.mu.Lock()
	p.cancel = cancel
	p.mu.Unlock()
	return p.Destination.Open(ctx)
}

// Write also keeps the SDK from counting beyond the batch, where it panics.
func (p *destinationProbe) Write(
	ctx context.Context, records []opencdc.Record,
) (n int, err error) {
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		var panicked *panicError
		switch {
		case errors.As(err, &panicked):
			p.panics, n = panicked, 0
			return
		case n < 0 || n > len(records),
			n < len(records) && err == nil,
			n == len(records) && n > 0 && err != nil:
			p.wrong = fmt.Errorf("Write returned %d and the error %v for "+
				"%d records", n, err, len(records))
		}
		n = min(max(n, 0), len(records))
	}()
	defer caught("Write", &err)
	return p.Destination.Write(ctx, records)
}

func (p *destinationProbe) Teardown(ctx context.Context) (err error) {
	defer caught("Teardown", &err)
	return p.Destination.Teardown(ctx)
}

// seen returns what Write must not do, and forgets it.
func (p *destinationProbe) seen() (panics *panicError, wrong error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	panics, wrong = p.panics, p.wrong
	p.panics, p.wrong = nil, nil
	return panics, wrong
}

// end cancels the context of Open.
func (p *destinationProbe) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cancel != nil {
		p.cancel()
	}
}
