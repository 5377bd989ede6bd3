package crashtest

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// panicError is the panic of a call.
type panicError struct{ text string }

func (p *panicError) Error() string { return p.text }

// caught turns a panic into an error. It has to be deferred.
func caught(call string, err *error) {
	if p := recover(); p != nil {
		*err = &panicError{fmt.Sprintf("%s panicked: %v%s", call, p, origin())}
	}
}

// origin names the function that panicked.
func origin() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") {
			name := frame.Function
			return ", in " + name[strings.LastIndex(name, "/")+1:]
		}
		if !more {
			return ""
		}
	}
}

// calls counts the calls that are running.
type calls struct {
	mu      sync.Mutex
	running int
	idle    chan struct{} // closed when no call is running
}

// enter notes the begin of a call; the function that it returns, its end.
func (c *calls) enter() (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running == 0 {
		c.idle = make(chan struct{})
	}
	c.running++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.running--; c.running == 0 {
			close(c.idle)
		}
	}
}

// ended is closed when none of the calls that are running now still runs. It
// is nil if none was made yet.
func (c *calls) ended() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.idle
}

// sourceProbe stands between the SDK's adapter and the source with its
// middleware. It catches panics, can cancel the context of Open as a crash
// does, and tells when no call is running.
type sourceProbe struct {
	sdk.Source
	calls calls

	mu     sync.Mutex
	opened context.Context
	cancel context.CancelFunc
}

func (p *sourceProbe) Open(
	ctx context.Context, pos opencdc.Position,
) (err error) {
	defer caught("Open", &err)
	ctx, cancel := context.WithCancel(ctx)
	p.mu.Lock()
	p.opened, p.cancel = ctx, cancel
	p.mu.Unlock()
	return p.Source.Open(ctx, pos)
}

func (p *sourceProbe) Read(
	ctx context.Context,
) (_ opencdc.Record, err error) {
	defer p.calls.enter()()
	defer caught("Read", &err)
	return p.Source.Read(ctx)
}

func (p *sourceProbe) ReadN(
	ctx context.Context, n int,
) (_ []opencdc.Record, err error) {
	defer p.calls.enter()()
	defer caught("ReadN", &err)
	return p.Source.ReadN(ctx, n)
}

func (p *sourceProbe) Ack(
	ctx context.Context, pos opencdc.Position,
) (err error) {
	defer p.calls.enter()()
	defer caught("Ack", &err)
	return p.Source.Ack(ctx, pos)
}

func (p *sourceProbe) Teardown(ctx context.Context) (err error) {
	defer caught("Teardown", &err)
	return p.Source.Teardown(ctx)
}

// stopping is closed when the context of Open ends; nil before Open.
func (p *sourceProbe) stopping() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.opened == nil {
		return nil
	}
	return p.opened.Done()
}

// end cancels the context of Open.
func (p *sourceProbe) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cancel != nil {
		p.cancel()
	}
}
