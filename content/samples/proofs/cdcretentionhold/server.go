// Package cdcretentionhold proves the guideline CDC-RETENTION-HOLD: a source
// that releases the log only with its own records fills the database's disk
// while its tables are quiet. The margin of SRC-ACK-RELEASE is left out.
package cdcretentionhold

import (
	"errors"
	"slices"
)

// #region progress

// progress is how far the source is in the log of the server.
type progress struct {
	passed    int // everything up to here was read and handed out
	delivered int // the last record that was handed out
	acked     int // the last record that was acknowledged
}

// #endregion progress

// disk is how many changes fit on the disk of the server.
const disk = 1000

var errDiskFull = errors.New("no space left on device")

// server has one log for all tables, and keeps it for the slot of the source.
type server struct {
	own      []int // the changes of the source's own table
	end      int   // the newest change
	released int   // the newest change that is gone
}

// write adds changes, the last one of them to the source's own table if own.
func (s *server) write(changes int, own bool) error {
	if s.end+changes-s.released > disk {
		return errDiskFull
	}
	s.end += changes
	if own {
		s.own = append(s.own, s.end)
	}
	return nil
}

// read hands out the changes of the own table, up to the end of the log.
func (p *progress) read(srv *server) (records int) {
	for _, change := range srv.own {
		if change > p.passed {
			p.delivered = change
			records++
		}
	}
	p.passed = srv.end
	return records
}

// keeps tells whether a start at this place still finds all changes after it.
func (s *server) keeps(position int) bool {
	return !slices.ContainsFunc(s.own, func(change int) bool {
		return change > position && change <= s.released
	})
}
