package crashtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// processSink is a start of a destination in a process of its own.
type processSink struct {
	start
	destination *host.Destination
}

func (k *processSink) configure(cfg config.Config) error {
	err := k.begin(func(x *host.Process) (err error) {
		k.destination, err = x.Destination()
		return err
	})
	if err == nil {
		err = translated(k.destination.Configure(cfg))
	}
	if err != nil {
		return fmt.Errorf("in Configure: %w", err)
	}
	return nil
}

func (k *processSink) open(cfg config.Config) error {
	if err := k.configure(cfg); err != nil {
		return err
	}
	if err := translated(k.destination.Open()); err != nil {
		return fmt.Errorf("in Open: %w", err)
	}
	return translated(k.destination.Run())
}

func (k *processSink) send(messages [][]opencdc.Record) ([]string, error) {
	return k.exchange(messages, time.Now().Add(k.patience))
}

// exchange sends messages and takes their answers, until all are there.
func (k *processSink) exchange(
	messages [][]opencdc.Record, deadline time.Time,
) ([]string, error) {
	var sent []opencdc.Record
	for _, message := range messages {
		encoded := make([]opencdc.Record, len(message))
		for i, rec := range message {
			var err error
			if encoded[i], err = k.encoded(rec); err != nil {
				return nil, err
			}
		}
		if err := k.destination.Send(encoded...); err != nil {
			return nil, translated(err)
		}
		sent = append(sent, message...)
	}
	var answers []string
	for len(answers) < len(sent) {
		more, err := k.destination.Answers(time.Until(deadline))
		if errors.Is(err, host.ErrNone) {
			return answers, fmt.Errorf("%d of %d records were answered: %w",
				len(answers), len(sent), errTimeout)
		}
		if err != nil {
			return answers, translated(err)
		}
		for _, is := range more {
			if len(answers) == len(sent) {
				return answers, fmt.Errorf("%s was answered, which nobody "+
					"waits for", is.Position)
			}
			want := sent[len(answers)].Position
			if string(is.Position) != string(want) {
				return answers, fmt.Errorf("%s was answered, it is the turn "+
					"of %s", is.Position, want)
			}
			answers = append(answers, is.Error)
		}
	}
	return answers, nil
}

// sendAndKill sends messages and kills the process after some time. It returns
// the answers that came before.
func (k *processSink) sendAndKill(
	messages [][]opencdc.Record, delay time.Duration,
) ([]string, error) {
	timer := time.AfterFunc(delay, k.crash)
	answers, err := k.exchange(messages, time.Now().Add(k.patience))
	timer.Stop()
	k.crash()
	if errors.Is(err, host.ErrExited) || errors.Is(err, host.ErrStreamEnded) {
		err = nil
	}
	return answers, err
}

// encoded encodes a record as a source's middleware does, for a destination
// whose middleware undoes it. Without that, a plugin would get numbers as
// float64, which changes large ones.
func (k *processSink) encoded(rec opencdc.Record) (opencdc.Record, error) {
	_, decodes := k.binary.spec.
		DestinationParams["sdk.schema.extract.payload.enabled"]
	if !decodes {
		return rec, nil
	}
	return k.binary.schemas.Encode(rec, "crashtest")
}

// write is not possible over the protocol.
func (k *processSink) write(
	context.Context, []opencdc.Record,
) (int, error) {
	return 0, errors.New("crashtest: Write can only be called in this process")
}

// seen has nothing: what Write returns is not visible, its answers are.
func (k *processSink) seen() (*panicError, error) { return nil, nil }

func (k *processSink) stop() error {
	err := translated(k.destination.Stop())
	k.destination.CloseStream()
	return err
}

func (k *processSink) teardown() error {
	if k.over() {
		return nil
	}
	k.destination.CloseStream()
	return translated(k.destination.Teardown())
}
