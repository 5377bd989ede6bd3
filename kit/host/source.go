package host

import (
	"context"
	"errors"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
)

// Source is the source of a plugin. Its methods are what Conduit asks of it;
// the comment of the package says in which order. Ack and Next may be called
// at the same time, and so may Stop; other calls follow each other.
type Source struct {
	process *Process
	plugin  interface {
		pconnector.SourcePlugin
		NewStream() pconnector.SourceRunStream
	}
	stream pconnector.SourceRunStreamClient
	in     *inbox[opencdc.Record]
	queue  []opencdc.Record // received, not taken yet
	last   opencdc.Position // received
}

// Source returns the source of the plugin. A plugin without one says so at the
// first call.
func (x *Process) Source() (*Source, error) {
	s := &Source{process: x}
	var err error
	s.plugin, err = dispense[interface {
		pconnector.SourcePlugin
		NewStream() pconnector.SourceRunStream
	}](x, "source")
	return s, err
}

// Configure hands settings over, without the defaults of parameters: the SDK
// fills them in. The error is the plugin's if it does not accept them.
func (s *Source) Configure(settings config.Config) error {
	return s.process.ask("Configure", func(ctx context.Context) error {
		_, err := s.plugin.Configure(ctx,
			pconnector.SourceConfigureRequest{Config: settings})
		return err
	})
}

// Created tells the source that it is started for the first time. Conduit does
// so again if it dies within a second after that.
func (s *Source) Created(settings config.Config) error {
	return optional(s.process.ask("Created", func(ctx context.Context) error {
		_, err := s.plugin.LifecycleOnCreated(ctx,
			pconnector.SourceLifecycleOnCreatedRequest{Config: settings})
		return err
	}))
}

// Updated tells the source that its settings have changed since its last start.
func (s *Source) Updated(before, after config.Config) error {
	return optional(s.process.ask("Updated", func(ctx context.Context) error {
		_, err := s.plugin.LifecycleOnUpdated(ctx,
			pconnector.SourceLifecycleOnUpdatedRequest{
				ConfigBefore: before, ConfigAfter: after,
			})
		return err
	}))
}

// Deleted tells the source that its connector was deleted. It is called on a
// new process, and followed by Teardown.
func (s *Source) Deleted(settings config.Config) error {
	return optional(s.process.ask("Deleted", func(ctx context.Context) error {
		_, err := s.plugin.LifecycleOnDeleted(ctx,
			pconnector.SourceLifecycleOnDeletedRequest{Config: settings})
		return err
	}))
}

// Open opens the source at the position that is stored; nil if there is none.
func (s *Source) Open(stored opencdc.Position) error {
	return s.process.ask("Open", func(ctx context.Context) error {
		_, err := s.plugin.Open(ctx,
			pconnector.SourceOpenRequest{Position: stored})
		return err
	})
}

// Run opens the stream of records and acknowledgements.
func (s *Source) Run() error {
	ctx, cancel := context.WithCancel(context.Background())
	stream := s.plugin.NewStream()
	if err := s.plugin.Run(ctx, stream); err != nil {
		cancel()
		return s.process.failed("Run", err)
	}
	s.stream = stream.Client()
	s.in = receive(ctx, s.process, "Next", cancel,
		func() ([]opencdc.Record, error) {
			response, err := s.stream.Recv()
			return response.Records, err
		})
	return nil
}

// Next returns the next record, as the source sent it: see Schemas.Decode. The
// error wraps ErrNone if there was none for so long, and ErrStreamEnded or
// ErrExited if none will come any more.
func (s *Source) Next(patience time.Duration) (opencdc.Record, error) {
	deadline := time.Now().Add(patience)
	for len(s.queue) == 0 {
		message, err := s.in.next(time.Until(deadline))
		if err != nil {
			return opencdc.Record{}, err
		}
		s.enqueue(message)
	}
	rec := s.queue[0]
	s.queue = s.queue[1:]
	return rec, nil
}

func (s *Source) enqueue(message []opencdc.Record) {
	s.queue = append(s.queue, message...)
	if n := len(message); n > 0 {
		s.last = message[n-1].Position
	}
}

// Ack acknowledges records by their positions, in the order in which they came.
// It does not wait until the source has handled them: an error of its Ack ends
// the stream, and comes from Next.
func (s *Source) Ack(positions ...opencdc.Position) error {
	if len(positions) == 0 {
		return nil
	}
	return s.in.send("Ack", func() error {
		return s.stream.Send(
			pconnector.SourceRunRequest{AckPositions: positions})
	})
}

// Stop asks the source to stop reading, and returns what it has sent and nobody
// has taken yet. These records belong to the run: acknowledge them.
func (s *Source) Stop() ([]opencdc.Record, error) {
	type answer struct {
		pconnector.SourceStopResponse
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		var is answer
		is.err = s.process.ask("Stop", func(ctx context.Context) error {
			var err error
			is.SourceStopResponse, err = s.plugin.Stop(ctx,
				pconnector.SourceStopRequest{})
			return err
		})
		answers <- is
	}()
	// A full stream would keep the source from stopping: go on taking.
	var is answer
	for waiting := true; waiting; {
		select {
		case message := <-s.in.messages:
			s.enqueue(message)
		case is = <-answers:
			waiting = false
		}
	}
	if is.err != nil {
		return nil, is.err
	}
	for is.LastPosition != nil && string(s.last) != string(is.LastPosition) {
		message, err := s.in.next(s.process.plugin.Limit)
		if errors.Is(err, ErrNone) {
			return s.rest(), s.process.noAnswer("Next", s.process.plugin.Limit)
		}
		if err != nil {
			return s.rest(), err
		}
		s.enqueue(message)
	}
	return s.rest(), nil
}

// rest returns what was received and not taken yet.
func (s *Source) rest() []opencdc.Record {
	rest := s.queue
	s.queue = nil
	return rest
}

// CloseStream ends records and acknowledgements. It may be called when there is
// no stream.
func (s *Source) CloseStream() {
	if s.in != nil {
		s.in.shut()
	}
}

// Teardown frees what the source holds. Close the stream first.
func (s *Source) Teardown() error {
	return s.process.ask("Teardown", func(ctx context.Context) error {
		_, err := s.plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
		return err
	})
}
