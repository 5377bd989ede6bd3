package conduit

import (
	"context"
	"errors"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// background shows LIFE-BACKGROUND: a goroutine that Open starts reads the
// changes. The bad one ends with the context of Open.
type background struct {
	follower
	bad bool

	found chan []opencdc.Record
	err   error // of the goroutine, when ended is closed
	end   context.CancelFunc
	ended chan struct{}
}

func (b *background) open(ctx context.Context, pos opencdc.Position) error {
	if err := b.follower.open(ctx, pos); err != nil {
		return err
	}
	if !b.bad {
		ctx = context.WithoutCancel(ctx)
	}
	ctx, b.end = context.WithCancel(ctx)
	b.found = make(chan []opencdc.Record)
	b.ended = make(chan struct{})
	go b.follow(ctx)
	return nil
}

// follow hands over the changes until its context ends.
func (b *background) follow(ctx context.Context) {
	defer close(b.ended)
	batches := 0
	for ctx.Err() == nil {
		recs, err := b.changes(ctx, "number > ?", 0)
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				b.err = err
			}
			break
		}
		if len(recs) == 0 {
			select {
			case <-ctx.Done():
			case <-time.After(10 * time.Millisecond):
			}
			continue
		}
		select {
		case b.found <- recs:
			batches++
		case <-ctx.Done():
		}
	}
	sdk.Logger(ctx).Info().Msgf("goroutine ended after %d batches", batches)
}

// read waits for the goroutine, or for the end of its context.
func (b *background) read(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	ended := b.ended
	for {
		select {
		case recs := <-b.found:
			return recs, nil
		case <-ended:
			if b.err != nil {
				return nil, b.err
			}
			ended = nil // asked to end: the stop is under way
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (b *background) close(context.Context) error {
	if b.end != nil {
		b.end()
		<-b.ended
	}
	return nil
}
