// Package poscontent proves the guideline POS-CONTENT: what is not in the
// position is forgotten at a restart, and so are changes that depend on it.
package poscontent

import (
	"maps"
	"slices"
)

// system is a database in memory: a table, and the log of its changes.
type system struct {
	rows map[int]string
	log  []change
}

// change is an entry of the log. A nil row is a deletion.
type change struct {
	key int
	row *string
}

func (s *system) set(key int, row string) {
	s.rows[key] = row
	s.log = append(s.log, change{key: key, row: &row})
}

func (s *system) delete(key int) {
	delete(s.rows, key)
	s.log = append(s.log, change{key: key})
}

// logEnd is the place of the next change.
func (s *system) logEnd() int { return len(s.log) }

// source reads the rows in the order of their keys, which begin at 1, and then
// the changes.
type source struct {
	sys          *system
	lastKey      int
	changesAfter int
}

func (s *source) nextRow() (key int, ok bool) {
	for _, key := range slices.Sorted(maps.Keys(s.sys.rows)) {
		if key > s.lastKey {
			s.lastKey = key
			return key, true
		}
	}
	return 0, false
}

func (s *source) changes() []change { return s.sys.log[s.changesAfter:] }
