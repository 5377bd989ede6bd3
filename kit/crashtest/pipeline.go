package crashtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// errTimeout says that something did not happen in time.
var errTimeout = errors.New("it did not return in time")

// caller makes the calls of a scenario to a connector: labelled, and with a
// limit of time.
type caller struct {
	label    label
	patience time.Duration
}

// call runs a call and waits for it, but not for ever. Its context is not
// cancelled when it returns: SDK v0.14.2 would now and then end the context of
// Open with it.
func (c caller) call(call func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	limit := time.AfterFunc(c.patience, cancel)
	defer limit.Stop()
	result := make(chan error, 1)
	go c.label.do(ctx, func(ctx context.Context) { result <- call(ctx) })
	select {
	case err := <-result:
		// The SDK waits for us, and says so when the time is over.
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			err = errTimeout
		}
		return err
	case <-time.After(c.patience + c.patience/2):
		return errTimeout
	}
}

// pluginConfig is what Conduit tells each connector about itself.
func pluginConfig() pconnector.PluginConfig {
	return pconnector.PluginConfig{ConnectorID: "crashtest"}
}

// sourceStart is one start of a source, and what Conduit does with it.
type sourceStart interface {
	configure(config.Config) error
	// open configures the source, opens it and lets it run.
	open(cfg config.Config, pos opencdc.Position, created bool) error
	// next returns the next record, errTimeout, or why the run ended.
	next(patience time.Duration) (opencdc.Record, error)
	ack([]opencdc.Position) error
	// stop asks the source to stop. Records that are under way meanwhile are
	// passed on to take, and belong to the run.
	stop(take func(opencdc.Record)) error
	closeStream()
	// breakOff breaks the stream, as Conduit does when something else failed.
	breakOff()
	teardown() error
	deleted(config.Config) error
	// exit is the end, after teardown.
	exit() error
	// crash ends all without a word to the source. It may be called while
	// another call is under way.
	crash()
}

// start makes a source, in this process or in one of its own.
func (s Source) start(c caller) sourceStart {
	if s.process != nil {
		return &processSource{start: start{
			binary: s.process, patience: c.patience}}
	}
	return newPipeline(s, c)
}

// pipeline is a start of a source in this process: what Conduit holds of it in
// memory.
type pipeline struct {
	caller
	plugin pconnector.SourcePlugin
	probe  *sourceProbe
	stream *sourceStream
	cancel context.CancelFunc // of the run
	done   chan struct{}      // closed when the run has ended
	err    error              // of the run, after done

	batched bool             // by the SDK
	queue   []opencdc.Record // sent, not taken yet
	holding bool             // a Send waits to be released
}

func newPipeline(s Source, c caller) *pipeline {
	p := &pipeline{
		caller: c,
		probe:  &sourceProbe{},
		stream: newSourceStream(),
		cancel: func() {},
		done:   make(chan struct{}),
	}
	c.label.do(context.Background(), func(context.Context) {
		p.probe.Source = s.Connector.NewSource()
	})
	p.plugin = sdk.NewSourcePlugin(p.probe, pluginConfig(),
		s.Connector.NewSpecification().SourceParams)
	return p
}

func (p *pipeline) configure(cfg config.Config) error {
	return p.call(func(ctx context.Context) error {
		_, err := p.plugin.Configure(ctx,
			pconnector.SourceConfigureRequest{Config: cfg})
		return err
	})
}

func (p *pipeline) open(
	cfg config.Config, pos opencdc.Position, created bool,
) error {
	if err := p.configure(cfg); err != nil {
		return fmt.Errorf("in Configure: %w", err)
	}
	if created {
		err := p.call(func(ctx context.Context) error {
			_, err := p.plugin.LifecycleOnCreated(ctx,
				pconnector.SourceLifecycleOnCreatedRequest{Config: cfg})
			return err
		})
		if err != nil {
			return fmt.Errorf("in LifecycleOnCreated: %w", err)
		}
	}
	err := p.call(func(ctx context.Context) error {
		_, err := p.plugin.Open(ctx,
			pconnector.SourceOpenRequest{Position: pos})
		return err
	})
	if err != nil {
		return fmt.Errorf("in Open: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	go p.label.do(ctx, func(ctx context.Context) {
		defer close(p.done)
		p.err = p.plugin.Run(ctx, p.stream)
	})
	p.batched = cfg["sdk.batch.size"] != "" && cfg["sdk.batch.size"] != "0"
	// The SDK cannot cope with a run that is cancelled before it has begun.
	select {
	case <-p.stream.ready:
	case <-p.done:
	}
	return nil
}

func (p *pipeline) next(patience time.Duration) (opencdc.Record, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for len(p.queue) == 0 {
		p.letGo()
		select {
		case p.queue = <-p.stream.sent:
			p.holding = true
		case <-p.done:
			return opencdc.Record{}, fmt.Errorf("the run ended: %w", p.err)
		case <-timer.C:
			return opencdc.Record{}, errTimeout
		}
	}
	rec := p.queue[0]
	p.queue = p.queue[1:]
	return rec, nil
}

// letGo lets the Send return that is waiting, if any.
func (p *pipeline) letGo() {
	if !p.holding {
		return
	}
	p.holding = false
	select {
	case p.stream.release <- struct{}{}:
	case <-p.stream.broken:
	}
}

// ack acknowledges positions and waits until the source has handled them.
func (p *pipeline) ack(positions []opencdc.Position) error {
	timer := time.NewTimer(p.patience)
	defer timer.Stop()
	// Only when the SDK has handled the first one does it take the second.
	for _, batch := range [][]opencdc.Position{positions, nil} {
		select {
		case p.stream.acks <- batch:
		case <-p.done:
			return fmt.Errorf("the run ended: %w", p.err)
		case <-timer.C:
			return fmt.Errorf("in Ack: %w", errTimeout)
		}
	}
	return nil
}

func (p *pipeline) stop(take func(opencdc.Record)) error {
	result := make(chan error, 1)
	go func() {
		result <- p.call(func(ctx context.Context) error {
			_, err := p.plugin.Stop(ctx, pconnector.SourceStopRequest{})
			return err
		})
	}()
	// A Send that returned earlier would let one more record through.
	select {
	case <-p.probe.stopping():
	case err := <-result:
		result <- err
	case <-time.After(p.patience):
	}
	for {
		for _, rec := range p.queue {
			take(rec)
		}
		p.queue = nil
		p.letGo()
		select {
		case p.queue = <-p.stream.sent:
			p.holding = true
		case err := <-result:
			return err
		}
	}
}

func (p *pipeline) closeStream() { p.stream.close() }

func (p *pipeline) breakOff() {
	p.stream.cut()
	p.cancel()
}

func (p *pipeline) exit() error {
	p.stream.cut()
	return nil
}

func (p *pipeline) deleted(cfg config.Config) error {
	return p.call(func(ctx context.Context) error {
		_, err := p.plugin.LifecycleOnDeleted(ctx,
			pconnector.SourceLifecycleOnDeletedRequest{Config: cfg})
		return err
	})
}

// teardown ends what is left.
func (p *pipeline) teardown() error {
	defer p.cancel()
	err := p.call(func(ctx context.Context) error {
		_, err := p.plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
		return err
	})
	if p.batched && !errors.Is(err, errTimeout) {
		// SDK v0.14.2 leaves a goroutine behind if it holds records that
		// nobody takes. This takes them; it does not reach the source.
		_ = p.call(func(ctx context.Context) error {
			_, err := p.probe.ReadN(ctx, 1)
			return err
		})
	}
	return err
}

func (p *pipeline) crash() {
	p.stream.cut()
	p.cancel()
	p.probe.end()
	// What is under way comes to its end, or does not: it is abandoned.
	timer := time.NewTimer(p.patience)
	defer timer.Stop()
	for _, end := range []<-chan struct{}{p.done, p.probe.calls.ended()} {
		if end == nil {
			continue
		}
		select {
		case <-end:
		case <-timer.C:
			return
		}
	}
}
