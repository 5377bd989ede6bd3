// Package cdcstartfirst proves the guideline CDC-START-FIRST: a start of change
// capture that is taken anew at each start of the source loses changes.
package cdcstartfirst

import "slices"

// system is a database in memory: a table and the log of its changes.
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

// position is what Conduit stores with each record.
type position struct {
	LastKey     *int `json:"lastKey,omitempty"` // nil: none, 0 is a key
	ChangesFrom int  `json:"changesFrom"`
}

// source reads the rows in the order of their keys, then the changes.
type source struct {
	sys *system
	pos position
}

// nextRow returns the row after the last key.
func (s *source) nextRow() (key int, row string, ok bool) {
	var keys []int
	for k := range s.sys.rows {
		if s.pos.LastKey == nil || k > *s.pos.LastKey {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return 0, "", false
	}
	key = slices.Min(keys)
	s.pos.LastKey = &key
	return key, s.sys.rows[key], true
}

// changes returns what the log has since the start of change capture.
func (s *source) changes() []change { return s.sys.log[s.pos.ChangesFrom:] }
