package postgres

import (
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/jackc/pglogrepl"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// transaction collects the records of one transaction of the source.
//
// The last record is special: once it is acknowledged the transaction is done,
// and its position says so. Which one is the last is known when the commit
// arrives, right behind it; so each record is held until the next message.
type transaction struct {
	commit  pglogrepl.LSN
	at      time.Time
	last    logPosition // of the last record made
	held    *opencdc.Record
	records bool
}

// #region next-position

// next returns the position of the next record of a change.
func (t *transaction) next(change pglogrepl.LSN) logPosition {
	number := 1
	if t.last.change == change {
		number = t.last.number + 1
	}
	t.last = logPosition{lsn: t.commit, change: change, number: number}
	return t.last
}

// #endregion next-position

// add holds a record, and returns the one that was held before.
func (t *transaction) add(rec opencdc.Record) []opencdc.Record {
	released := t.flush()
	t.held = &rec
	t.records = true
	return released
}

// flush returns the record that was held.
func (t *transaction) flush() []opencdc.Record {
	if t.held == nil {
		return nil
	}
	released := []opencdc.Record{*t.held}
	t.held = nil
	return released
}

// encodePosition returns the form that goes into a record.
func encodePosition(
	system string, at logPosition,
) (opencdc.Position, error) {
	return iterator.Position{
		System:       system,
		Mode:         iterator.ModeChanges,
		ChangesAfter: at.String(),
	}.Encode()
}
