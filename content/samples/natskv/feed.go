package natskv

import (
	"context"
	"errors"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go/jetstream"
)

// idle is how long the server is asked to wait for a change, before the feed
// makes sure that it still exists.
const idle = time.Second

// answerTime is how long a request may take: a server that is being shut down
// can take one and never answer it.
const answerTime = 3 * time.Second

// goodbye is how long it takes at most to tell the server that a feed is over.
const goodbye = time.Second

// feed is a consumer at the server: a cursor in the log, for one reader.
type feed struct {
	consumer jetstream.Consumer
	taken    uint64 // messages, by the consumer's own count
	unread   uint64 // messages that the server has left
}

type message struct {
	jetstream.Msg
	*jetstream.MsgMetadata
}

func (m message) revision() uint64 { return m.Sequence.Stream }

// changesAfter opens a feed of every message after a revision.
func (b bucket) changesAfter(
	ctx context.Context, revision uint64,
) (*feed, error) {
	return b.consume(ctx, jetstream.ConsumerConfig{
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:   revision + 1,
	})
}

// latest opens a feed of the last message of each key, in the order in which
// they were written, then of every new one.
func (b bucket) latest(ctx context.Context) (*feed, error) {
	return b.consume(ctx, jetstream.ConsumerConfig{
		DeliverPolicy: jetstream.DeliverLastPerSubjectPolicy,
		FilterSubject: b.subject() + ">",
	})
}

// consume makes a consumer that remembers nothing: the position does.
func (b bucket) consume(
	ctx context.Context, cfg jetstream.ConsumerConfig,
) (*feed, error) {
	cfg.AckPolicy = jetstream.AckNonePolicy
	cfg.InactiveThreshold = orphanAfter
	cfg.MemoryStorage = true
	cfg.Replicas = 1
	consumer, err := b.js.CreateConsumer(ctx, b.stream(), cfg)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, refuse("there is no bucket %q", b.name)
	}
	if err != nil {
		return nil, b.explain(err)
	}
	return &feed{
		consumer: consumer,
		unread:   consumer.CachedInfo().NumPending,
	}, nil
}

var errGap = errors.New("messages were lost on their way")

// fetch returns up to n messages. It waits for a while if there are none.
func (f *feed) fetch(ctx context.Context, n int) ([]message, error) {
	batch, err := f.consumer.FetchNoWait(n)
	if err != nil {
		return nil, err
	}
	messages, err := f.take(batch)
	if err != nil || len(messages) > 0 {
		return messages, err
	}

	// With a deadline of its own: the client refuses one that is too near.
	waiting, end := context.WithTimeout(context.WithoutCancel(ctx), idle)
	defer end()
	defer context.AfterFunc(ctx, end)()
	batch, err = f.consumer.Fetch(1, jetstream.FetchContext(waiting))
	if err != nil {
		return nil, err
	}
	messages, err = f.take(batch)
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil // nothing is new
	}
	return messages, err
}

// #region take

// take receives messages until the batch is over. The server counts those of a
// consumer, so one that was sent and did not arrive leaves a gap: an outage
// must not become a loss.
func (f *feed) take(batch jetstream.MessageBatch) ([]message, error) {
	var messages []message
	var failed error
	for msg := range batch.Messages() {
		meta, err := msg.Metadata()
		if err == nil && meta.Sequence.Consumer != f.taken+1 {
			err = errGap
		}
		if failed = errors.Join(failed, err); failed != nil {
			continue
		}
		f.taken, f.unread = meta.Sequence.Consumer, meta.NumPending
		messages = append(messages, message{msg, meta})
	}
	return messages, errors.Join(failed, batch.Error())
}

// #endregion take

// look asks the server how many messages are left, whether it still knows the
// consumer, and whether all that it sent has arrived.
func (f *feed) look(ctx context.Context) error {
	asking, end := context.WithTimeout(ctx, answerTime)
	defer end()
	info, err := f.consumer.Info(asking)
	if err != nil {
		return err
	}
	if info.Delivered.Consumer != f.taken {
		return errGap
	}
	f.unread = info.NumPending
	return nil
}

// release lets the server forget a feed. It does so by itself after a while,
// so an error does not matter.
func (b bucket) release(ctx context.Context, f *feed) {
	// The call that is ending may have no time left.
	ctx, end := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer end()
	name := f.consumer.CachedInfo().Name
	if err := b.js.DeleteConsumer(ctx, b.stream(), name); err != nil {
		sdk.Logger(ctx).Debug().Err(err).Msg("left a consumer behind")
	}
}
