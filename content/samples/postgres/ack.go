package postgres

import (
	"sync"
	"time"

	"github.com/jackc/pglogrepl"
)

// #region shared

// progress knows how much of the log the server may forget.
type progress struct {
	mu sync.Mutex // Ack, NextN and the stream use it at the same time
	// open is true in the middle of a transaction.
	open bool
	// passed is the point up to which all records were handed out, and
	// delivered the end of the last transaction before it that had any.
	passed, delivered pglogrepl.LSN
	// acked is the end of the last transaction whose records were all
	// acknowledged.
	acked pglogrepl.LSN

	old   mark // what was known at oldAt
	oldAt time.Time
	safe  mark // what was known long enough ago
}

// #endregion shared

// mark is how far a connector was at some time.
type mark struct {
	acked pglogrepl.LSN
	// quiet is a point up to which the log holds nothing more for this
	// connector after acked, and acked itself if that is not known.
	quiet pglogrepl.LSN
}

// newProgress begins at a position that Conduit has stored.
func newProgress(at pglogrepl.LSN) *progress {
	stored := mark{acked: at, quiet: at}
	return &progress{
		passed: at, delivered: at, acked: at, old: stored, safe: stored,
	}
}

// begin comes before the first change of a transaction.
func (p *progress) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = true
}

// end comes after the last change of a transaction.
func (p *progress) end(at pglogrepl.LSN, records bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = false
	p.passed = max(p.passed, at)
	if records {
		p.delivered = at
	}
}

// reached tells that the server has gone through its log up to this point.
func (p *progress) reached(at pglogrepl.LSN) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.open {
		p.passed = max(p.passed, at)
	}
}

// #region ack

// #region note-ack

// ack notes an acknowledgement. The server forgets whole transactions, so only
// that of the last record of a transaction counts; it comes after those of all
// records before it.
func (p *progress) ack(at logPosition) {
	if at.inside() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.acked = max(p.acked, at.lsn)
}

// #endregion note-ack

// releasable returns what was acknowledged some time ago. Conduit may store the
// position after it acknowledges a record, and a crash in between sends the
// source back to changes that it has acknowledged: they have to be there still.
func (p *progress) releasable(at time.Time, retention time.Duration) mark {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at.Sub(p.oldAt) < retention {
		return p.safe
	}
	p.safe, p.oldAt = p.old, at
	p.old = mark{acked: p.acked, quiet: p.acked}
	// Tables that do not change must not hold the log of those that do; a
	// record that is not acknowledged must.
	if p.acked >= p.delivered {
		p.old.quiet = max(p.acked, p.passed)
	}
	return p.safe
}

// #endregion ack
