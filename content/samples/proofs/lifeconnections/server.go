package lifeconnections

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

// step executes statements, on a connection or on a pool.
type step func(context.Context, session) error

type session interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

// server is a driver, and behind it a PostgreSQL as far as install needs one:
// an advisory lock belongs to the connection that has taken it.
type server struct {
	connections int
	owner       int // of the lock; 0 is nobody
	log         []string
}

// Connect opens a connection.
func (s *server) Connect(context.Context) (driver.Conn, error) {
	s.connections++
	return &connection{server: s, number: s.connections}, nil
}

// Driver is asked for by database/sql.
func (s *server) Driver() driver.Driver { return nil }

type connection struct {
	server *server
	number int
}

// ExecContext executes a statement.
func (c *connection) ExecContext(
	_ context.Context, statement string, _ []driver.NamedValue,
) (driver.Result, error) {
	s := c.server
	s.log = append(s.log,
		fmt.Sprintf("connection %d: %s", c.number, statement))
	switch statement {
	case "SELECT pg_advisory_lock(7)":
		if s.owner != 0 && s.owner != c.number {
			return nil, errors.New("canceling statement due to lock timeout")
		}
		s.owner = c.number
	case "SELECT pg_advisory_unlock(7)":
		// PostgreSQL warns another connection, and answers false.
		if s.owner == c.number {
			s.owner = 0
		}
	}
	return driver.ResultNoRows, nil
}

// Close ends the session, and with it the lock.
func (c *connection) Close() error {
	if c.server.owner == c.number {
		c.server.owner = 0
	}
	return nil
}

// Prepare is not needed.
func (*connection) Prepare(string) (driver.Stmt, error) {
	return nil, errors.ErrUnsupported
}

// Begin is not needed.
func (*connection) Begin() (driver.Tx, error) {
	return nil, errors.ErrUnsupported
}
