package crashtest

import (
	"errors"
	"io"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
)

// errBroken is what both ends of a stream get when it breaks.
var errBroken = errors.New("crashtest: the stream to Conduit broke")

// sourceStream is Conduit's end of a source's stream. It works in lockstep: a
// Send returns only when the next record is asked for, so a write between two
// records is made before the source reads on.
type sourceStream struct {
	sent    chan []opencdc.Record
	release chan struct{}
	acks    chan []opencdc.Position
	broken  chan struct{}
	closed  chan struct{}
	ready   chan struct{} // closed when the source runs

	breakOnce, closeOnce, readyOnce sync.Once
}

func newSourceStream() *sourceStream {
	return &sourceStream{
		sent:    make(chan []opencdc.Record),
		release: make(chan struct{}),
		acks:    make(chan []opencdc.Position),
		broken:  make(chan struct{}),
		closed:  make(chan struct{}),
		ready:   make(chan struct{}),
	}
}

func (s *sourceStream) Client() pconnector.SourceRunStreamClient { return nil }
func (s *sourceStream) Server() pconnector.SourceRunStreamServer { return s }

// Send hands records over and waits until it is released.
func (s *sourceStream) Send(response pconnector.SourceRunResponse) error {
	select {
	case s.sent <- response.Records:
	case <-s.broken:
		return errBroken
	}
	select {
	case <-s.release:
		return nil
	case <-s.broken:
		return errBroken
	}
}

// Recv waits for acknowledgements.
func (s *sourceStream) Recv() (pconnector.SourceRunRequest, error) {
	s.readyOnce.Do(func() { close(s.ready) })
	select {
	case positions := <-s.acks:
		return pconnector.SourceRunRequest{AckPositions: positions}, nil
	case <-s.broken:
		return pconnector.SourceRunRequest{}, errBroken
	case <-s.closed:
		return pconnector.SourceRunRequest{}, io.EOF
	}
}

// cut ends both directions at once, as a crash does.
func (s *sourceStream) cut() {
	s.breakOnce.Do(func() { close(s.broken) })
}

// close ends the acknowledgements, as Conduit does after the last one.
func (s *sourceStream) close() {
	s.closeOnce.Do(func() { close(s.closed) })
}
