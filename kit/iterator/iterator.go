// Package iterator is the iterator pattern for Conduit sources: a snapshot and
// a change capture behind one interface, and a combined iterator that hands
// over from the first to the second. It needs nothing from the connector SDK,
// so every part of it can be tested without a pipeline.
//
// A connector implements [System]; the rest of its source is thin:
//
//	s.iterator, err = iterator.Start(ctx, system, pos, true) // in Open
//	recs, err := s.iterator.NextN(ctx, n)                    // in ReadN
//	err := s.iterator.Ack(ctx, pos)                          // in Ack
//	err := s.iterator.Teardown(ctx)                          // in Teardown
//
// It knows nothing of the system: a table is whatever has rows with keys, and
// the place in the change log is a text that only the System reads.
package iterator

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region interface

// Iterator produces the records of one phase of a source.
type Iterator interface {
	// NextN returns at least one and at most n records, and blocks until there
	// is one. An n below 1 leaves the number to the iterator. Records count
	// only if the error is nil. Calls of NextN never overlap.
	NextN(ctx context.Context, n int) ([]opencdc.Record, error)

	// Ack tells that the record with this position has been handled. It runs
	// concurrently with NextN, and still comes after NextN returned ErrDone.
	Ack(ctx context.Context, pos opencdc.Position) error

	// Teardown frees what the iterator holds. No other call is running, and
	// none follows. It must not wait for acknowledgements: none will come.
	Teardown(ctx context.Context) error
}

// #endregion interface

// #region done

// ErrDone says that a snapshot has delivered its last record and has let go of
// what it read from. It is the only error that ends a snapshot: a failed query
// is a different value, so it can never pass for "there are no more rows".
var ErrDone = errors.New("snapshot is complete")

// #endregion done
