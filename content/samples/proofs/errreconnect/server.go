package errreconnect

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
)

// server drops all connections when it is restarted.
type server struct{ restarts int }

type connection struct {
	server *server
	born   int // the number of restarts by then
	lost   bool
}

func (s *server) connect(context.Context) (*connection, error) {
	return &connection{server: s, born: s.restarts}, nil
}

// closed tells what the client knows by now: it notices a lost connection when
// it uses it, as those of real drivers do.
func (c *connection) closed() bool { return c.lost }

func (c *connection) store(
	_ context.Context, recs []opencdc.Record,
) (int, error) {
	if c.lost {
		return 0, errors.New("conn closed")
	}
	if c.born != c.server.restarts {
		c.lost = true
		return 0, errors.New("connection reset by peer")
	}
	return len(recs), nil
}
