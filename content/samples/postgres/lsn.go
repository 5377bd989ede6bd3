package postgres

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pglogrepl"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// logPosition is a point in the change log, between two records.
//
// The server sends whole transactions in the order of their commits, so one
// LSN says which of them are done: all that committed before it. It is also
// the LSN that can be confirmed to the server.
//
// A record that is not the last one of its transaction needs more. Changes of
// a transaction come in the order of their own LSNs, but a COPY writes many
// rows with one LSN, and a changed key makes two records of one change; hence
// the number. A mere count of the records since the transaction began would
// not do: it changes with the list of tables.
type logPosition struct {
	// lsn is the point up to which transactions are done; inside of a
	// transaction that of its commit.
	lsn pglogrepl.LSN
	// change is the LSN of the last change delivered, and number that of its
	// record. They are 0 outside of a transaction.
	change pglogrepl.LSN
	number int
}

// inside tells whether the position is in the middle of a transaction.
func (p logPosition) inside() bool { return p.number > 0 }

// String returns the form that positions hold, "0/1A2B" or "0/1A2B:0/19FF:1".
func (p logPosition) String() string {
	if !p.inside() {
		return p.lsn.String()
	}
	return fmt.Sprintf("%s:%s:%d", p.lsn, p.change, p.number)
}

func parseLogPosition(pos iterator.Position) (logPosition, error) {
	var p logPosition
	parts := strings.Split(pos.ChangesAfter, ":")
	var err error
	if p.lsn, err = pglogrepl.ParseLSN(parts[0]); err == nil &&
		len(parts) == 3 {
		if p.change, err = pglogrepl.ParseLSN(parts[1]); err == nil {
			p.number, err = strconv.Atoi(parts[2])
		}
	}
	// ParseLSN ignores what follows a number; String would not write it.
	if err != nil || p.String() != pos.ChangesAfter {
		return p, fmt.Errorf("position is damaged: changesAfter %q is not "+
			"a point in the log of PostgreSQL", pos.ChangesAfter)
	}
	return p, nil
}
