package host

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// inbox receives the messages of a stream, one at a time: it does not take the
// next one before somebody has asked for it.
type inbox[T any] struct {
	process  *Process
	asked    string // what the messages answer
	messages chan []T
	ended    chan struct{}
	err      error // why; after ended
	close    context.CancelFunc
}

// receive starts an inbox. The context is that of the stream, and ends when
// the inbox is closed.
func receive[T any](
	ctx context.Context, x *Process, asked string, closing context.CancelFunc,
	recv func() ([]T, error),
) *inbox[T] {
	in := &inbox[T]{
		process: x, asked: asked, messages: make(chan []T),
		ended: make(chan struct{}), close: closing,
	}
	x.atEnd(closing)
	go func() {
		defer close(in.ended)
		for {
			message, err := recv()
			if err != nil {
				in.err = err
				return
			}
			select {
			case in.messages <- message:
			case <-ctx.Done():
				in.err = ctx.Err()
				return
			}
		}
	}()
	return in
}

// next waits for a message. The error wraps ErrNone, ErrStreamEnded or
// ErrExited.
func (in *inbox[T]) next(patience time.Duration) ([]T, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case message := <-in.messages:
		return message, nil
	case <-in.ended:
		return nil, in.ending()
	case <-timer.C:
		return nil, fmt.Errorf("%w within %v", ErrNone, patience)
	}
}

// ending says why the stream has ended.
func (in *inbox[T]) ending() error {
	err := in.process.failed(in.asked, in.err)
	if errors.Is(err, ErrExited) {
		return err
	}
	return &CallError{
		Asked: in.asked, Err: fmt.Errorf("%w: %w", ErrStreamEnded, in.err),
	}
}

// send hands a message over. The stream may be full, and nobody read it.
func (in *inbox[T]) send(asked string, send func() error) error {
	result := make(chan error, 1)
	go func() { result <- send() }()
	timer := time.NewTimer(in.process.plugin.Limit)
	defer timer.Stop()
	select {
	case err := <-result:
		if err == nil {
			return nil
		}
		// What the plugin said of the reason comes from the other end.
		select {
		case <-in.ended:
			return in.ending()
		case <-timer.C:
			return in.process.failed(asked, err)
		}
	case <-timer.C:
		return in.process.noAnswer(asked, in.process.plugin.Limit)
	}
}

// shut closes the stream and waits until nothing of it runs here any more.
func (in *inbox[T]) shut() {
	in.close()
	<-in.ended
}
