package natskv

import (
	"context"
	"errors"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

// A message that the server sent into a broken connection is noticed by the
// next one that arrives, or by a look when none does.
func TestMessageThatDidNotArrive(t *testing.T) {
	f := &feed{taken: 3}
	messages, err := f.take(newBatch(4, 5, 7, 8))
	if len(messages) != 2 || f.taken != 5 || !errors.Is(err, errGap) {
		t.Errorf("got %d messages, %d taken, %v", len(messages), f.taken, err)
	}
	for delivered, want := range map[uint64]error{5: nil, 6: errGap} {
		f := &feed{taken: 5, consumer: fakeConsumer{delivered: delivered}}
		if err := f.look(t.Context()); !errors.Is(err, want) {
			t.Errorf("%d were sent: got %v, want %v", delivered, err, want)
		}
	}
}

// Silence is not the end of the snapshot.
func TestSnapshotGoesOnAfterSilence(t *testing.T) {
	r := &reader{
		config:   &SourceConfig{FetchSize: 1},
		snapshot: &feed{unread: 2, consumer: fakeConsumer{unread: 1}},
	}
	if err := r.fetchSnapshot(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.snapshot == nil || r.snapshot.unread != 1 {
		t.Errorf("got %+v, want it to go on with one message", r.snapshot)
	}
}

// fakeBatch holds messages with these numbers.
type fakeBatch struct {
	jetstream.MessageBatch
	messages chan jetstream.Msg
}

func newBatch(numbers ...uint64) fakeBatch {
	messages := make(chan jetstream.Msg, len(numbers))
	for _, n := range numbers {
		messages <- fakeMsg{number: n}
	}
	close(messages)
	return fakeBatch{messages: messages}
}

func (b fakeBatch) Messages() <-chan jetstream.Msg { return b.messages }
func (b fakeBatch) Error() error                   { return nil }

type fakeMsg struct {
	jetstream.Msg
	number uint64
}

func (m fakeMsg) Metadata() (*jetstream.MsgMetadata, error) {
	return &jetstream.MsgMetadata{
		Sequence: jetstream.SequencePair{Consumer: m.number},
	}, nil
}

type fakeConsumer struct {
	jetstream.Consumer
	delivered, unread uint64
}

func (c fakeConsumer) FetchNoWait(int) (jetstream.MessageBatch, error) {
	return newBatch(), nil
}

func (c fakeConsumer) Fetch(
	int, ...jetstream.FetchOpt,
) (jetstream.MessageBatch, error) {
	return newBatch(), nil
}

func (c fakeConsumer) Info(
	context.Context,
) (*jetstream.ConsumerInfo, error) {
	return &jetstream.ConsumerInfo{
		Delivered:  jetstream.SequenceInfo{Consumer: c.delivered},
		NumPending: c.unread,
	}, nil
}
