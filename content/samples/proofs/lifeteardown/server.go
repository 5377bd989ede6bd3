package lifeteardown

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
)

// server is a source system that lets one reader in.
type server struct {
	taken  bool
	broken bool // the connection of the stream
}

type lease struct{ server *server }

type stream struct{ server *server }

func (l *lease) release(context.Context) error {
	l.server.taken = false
	return nil
}

func (s *stream) end(context.Context) error {
	if s.server.broken {
		return errors.New("broken pipe")
	}
	return nil
}

// Open takes the lease and begins to read.
func (s *source) Open(context.Context, opencdc.Position) error {
	if s.server.taken {
		return errors.New("the log has another reader")
	}
	s.server.taken = true
	s.lease = &lease{s.server}
	s.log = &stream{s.server}
	return nil
}
