package concleak

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

var (
	errInUse  = errors.New("connection is in use")
	errClosed = errors.New("connection is closed")
)

// client is a connection whose polls end some time after their context, as
// those of real drivers do: they cancel the query on the server first.
type client struct {
	polling chan struct{} // gets a value when a poll begins
	ended   chan error    // what the last poll returned

	mu            sync.Mutex
	inUse, closed bool
}

func (c *client) poll(ctx context.Context) error {
	c.mu.Lock()
	c.inUse = true
	c.mu.Unlock()
	c.polling <- struct{}{}
	<-ctx.Done()
	time.Sleep(50 * time.Millisecond) // the server answers

	c.mu.Lock()
	defer c.mu.Unlock()
	c.inUse = false
	err := ctx.Err()
	if c.closed {
		err = errClosed
	}
	c.ended <- err
	return err
}

func (c *client) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.inUse {
		return errInUse
	}
	return nil
}

// tearDown returns what Teardown returned in the middle of a poll, whether the
// goroutine was over by then, and what became of it.
func tearDown(
	t *testing.T, source func(connection) (start func(), src sdk.Source),
) (err error, over bool, last error) {
	t.Helper()
	c := &client{polling: make(chan struct{}), ended: make(chan error, 1)}
	start, src := source(c)
	start()
	<-c.polling
	err = src.Teardown(t.Context())
	over = len(c.ended) == 1
	return err, over, <-c.ended
}

func TestProof(t *testing.T) {
	err, over, last := tearDown(t, func(c connection) (func(), sdk.Source) {
		s := &Good{source{conn: c}}
		return s.start, s
	})
	if err != nil || !over || !errors.Is(last, context.Canceled) {
		t.Errorf("good: got %v, over %t, %v", err, over, last)
	}

	err, over, last = tearDown(t, func(c connection) (func(), sdk.Source) {
		s := &Bad{source{conn: c}}
		return s.start, s
	})
	if !errors.Is(err, errInUse) || over || !errors.Is(last, errClosed) {
		t.Errorf("bad: got %v, over %t, %v", err, over, last)
	}
	t.Logf("bad: Teardown in the middle of a poll: %q; goroutine over: %t",
		err, over)
	t.Logf("bad: the poll goes on after Teardown, and ends with %q", last)

	for name, src := range map[string]sdk.Source{
		"good": &Good{}, "bad": &Bad{},
	} {
		if err := src.Teardown(t.Context()); err != nil {
			t.Errorf("%s, without Open: %v", name, err)
		}
	}
}
