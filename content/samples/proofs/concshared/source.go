// Package concshared proves the guideline CONC-SHARED: a map that ReadN locks
// and Ack does not ends the process.
package concshared

import (
	"context"
	"strconv"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// base is a source of records that have a number each.
type base struct {
	sdk.UnimplementedSource
	last, end int

	mu   sync.Mutex          // ReadN and Ack run at the same time
	open map[string]struct{} // records without acknowledgement
}

// newBase returns a source of so many records.
func newBase(records int) base {
	return base{end: records, open: map[string]struct{}{}}
}

// ReadN returns the next records, and blocks when there are none.
func (s *base) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	if s.last == s.end {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	recs := make([]opencdc.Record, min(max(n, 1), s.end-s.last))
	for i := range recs {
		s.last++
		recs[i].Position = opencdc.Position(strconv.Itoa(s.last))
		s.note(recs[i])
	}
	return recs, nil
}

// Teardown has nothing to close.
func (s *base) Teardown(context.Context) error { return nil }

// note remembers that a record is open.
func (s *base) note(rec opencdc.Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[string(rec.Position)] = struct{}{}
}
