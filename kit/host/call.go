package host

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
)

// ask makes a call to the plugin and says what came of it.
func (x *Process) ask(asked string, call func(context.Context) error) error {
	// Conduit gives no deadline either, which the plugin would see.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer time.AfterFunc(x.plugin.Limit, cancel).Stop()
	err := call(ctx)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return x.noAnswer(asked, x.plugin.Limit)
	default:
		return x.failed(asked, err)
	}
}

func (x *Process) noAnswer(asked string, limit time.Duration) error {
	return &CallError{
		Asked: asked, Err: fmt.Errorf("%w, %v", ErrNoAnswer, limit),
		Log: x.log.ending(),
	}
}

// failed tells an error that the plugin returned from one of a plugin that is
// gone: gRPC has only texts for both.
func (x *Process) failed(asked string, err error) error {
	select {
	case <-x.run.ended:
	case <-time.After(100 * time.Millisecond):
		return &CallError{Asked: asked, Err: err}
	}
	return &CallError{
		Asked: asked, Err: fmt.Errorf("%w: %s", ErrExited, x.run.how),
		Log: x.log.ending(),
	}
}

// dispense gets one side of the plugin.
func dispense[T any](x *Process, side string) (T, error) {
	var none T
	raw, err := x.remote.Dispense(side)
	if err != nil {
		return none, fmt.Errorf("get the %s of the plugin: %w", side, err)
	}
	got, ok := raw.(T)
	if !ok {
		return none, fmt.Errorf("get the %s of the plugin: it is a %T",
			side, raw)
	}
	return got, nil
}

// Specification returns what the plugin says of itself: name, version, and
// parameters of both sides. Conduit asks every binary of its folder at its
// start, and before it runs one.
func (x *Process) Specification() (pconnector.Specification, error) {
	specifier, err := dispense[pconnector.SpecifierPlugin](x, "specifier")
	if err != nil {
		return pconnector.Specification{}, err
	}
	var answer pconnector.SpecifierSpecifyResponse
	err = x.ask("Specification", func(ctx context.Context) error {
		var err error
		answer, err = specifier.Specify(ctx,
			pconnector.SpecifierSpecifyRequest{})
		return err
	})
	return answer.Specification, err
}

// optional drops the error of a lifecycle event that an old plugin does not
// know, as Conduit does.
func optional(err error) error {
	if errors.Is(err, pconnector.ErrUnimplemented) {
		return nil
	}
	return err
}
