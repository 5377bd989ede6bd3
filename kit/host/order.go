package host

import (
	"github.com/conduitio/conduit-commons/opencdc"
)

// Order is in which order a position is stored and its record acknowledged to
// the source.
type Order int

const (
	// StoreThenAck is the order of Conduit v0.19.0: the source hears of a
	// record when a crash cannot take its position away any more, up to a
	// second after the destination acknowledged it.
	StoreThenAck Order = iota
	// AckThenStore is the order of Conduit v0.18.0: after a crash within the
	// next second, the source may have acknowledgements for records whose
	// positions nobody has.
	AckThenStore
)

// Settle stores the position of the last record and acknowledges all of them,
// in the order that is asked for. Only the first one is done if that fails.
// Records that all destinations have acknowledged are settled, and so are those
// that were filtered or went to a dead-letter queue.
func (s *Source) Settle(
	order Order, store func(opencdc.Position) error, records ...opencdc.Record,
) error {
	if len(records) == 0 {
		return nil
	}
	positions := make([]opencdc.Position, len(records))
	for i, rec := range records {
		positions[i] = rec.Position
	}
	ack := func() error { return s.Ack(positions...) }
	keep := func() error { return store(positions[len(positions)-1]) }
	first, second := keep, ack
	if order == AckThenStore {
		first, second = ack, keep
	}
	if err := first(); err != nil {
		return err
	}
	return second()
}
