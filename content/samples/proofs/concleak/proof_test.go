package concleak

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
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
	trusts  bool          // as many clients do: nobody polls after close

	mu      sync.Mutex
	inUse   bool
	session *session // nil when closed
}

// session counts what the server has answered.
type session struct{ answers int }

func newClient() *client {
	return &client{
		polling: make(chan struct{}),
		ended:   make(chan error, 1),
		session: &session{},
	}
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
	if c.session == nil && !c.trusts {
		err = errClosed
	} else {
		c.session.answers++
	}
	c.ended <- err
	return err
}

func (c *client) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.session = nil
	if c.inUse {
		return errInUse
	}
	return nil
}

// tearDown returns what Teardown returned in the middle of a poll, whether the
// goroutine was over by then, and what became of it.
func tearDown(
	t *testing.T, c *client,
	source func(connection) (start func(), src sdk.Source),
) (err error, over bool, last error) {
	t.Helper()
	start, src := source(c)
	start()
	<-c.polling
	err = src.Teardown(t.Context())
	over = len(c.ended) == 1
	return err, over, <-c.ended
}

func good(c connection) (func(), sdk.Source) {
	s := &Good{source{conn: c}}
	return s.start, s
}

func bad(c connection) (func(), sdk.Source) {
	s := &Bad{source{conn: c}}
	return s.start, s
}

// variant tells a process which source to tear down.
const variant = "PROOF_OF_LEAK"

func TestProof(t *testing.T) {
	switch c := newClient(); os.Getenv(variant) { // in a process of its own
	case "good":
		c.trusts = true
		tearDown(t, c, good)
		return
	case "bad":
		c.trusts = true
		tearDown(t, c, bad)
		return
	}

	err, over, last := tearDown(t, newClient(), good)
	if err != nil || !over || !errors.Is(last, context.Canceled) {
		t.Errorf("good: got %v, over %t, %v", err, over, last)
	}
	if output, err := inProcess(t, "good"); err != nil {
		t.Errorf("good: %v, output: %s", err, output)
	}

	err, over, last = tearDown(t, newClient(), bad)
	if !errors.Is(err, errInUse) || over || !errors.Is(last, errClosed) {
		t.Errorf("bad: got %v, over %t, %v", err, over, last)
	}
	t.Logf("bad: Teardown in the middle of a poll: %q; goroutine over: %t",
		err, over)
	t.Logf("bad: the poll goes on after Teardown, and ends with %q", last)

	// A client that does not check is used after it was closed.
	output, err := inProcess(t, "bad")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Errorf("bad: %v", err)
	}
	const crash = "panic: runtime error: invalid memory address or nil " +
		"pointer dereference"
	if !strings.Contains(output, crash) {
		t.Errorf("bad: no %q in\n%s", crash, output)
	}
	t.Logf("bad: with a client that does not check, the process ends: %s",
		strings.TrimPrefix(crash, "panic: "))

	for name, src := range map[string]sdk.Source{
		"good": &Good{}, "bad": &Bad{},
	} {
		if err := src.Teardown(t.Context()); err != nil {
			t.Errorf("%s, without Open: %v", name, err)
		}
	}
}

// inProcess tears a source down in a process of its own, whose client does not
// check, and returns what it prints.
func inProcess(t *testing.T, name string) (string, error) {
	t.Helper()
	self := exec.CommandContext(
		t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	self.Env = append(os.Environ(), variant+"="+name)
	output, err := self.CombinedOutput()
	return string(output), err
}
