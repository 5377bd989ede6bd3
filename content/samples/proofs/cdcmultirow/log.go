// Package cdcmultirow proves the guideline CDC-MULTI-ROW: a position that
// addresses an event, not a row in it, loses rows at a restart.
package cdcmultirow

// event is an entry of a change log. One statement can change many rows.
type event struct {
	number int // from 1
	rows   []string
}

// position is what Conduit stores with each record.
type position struct {
	Event int `json:"event"`
	Row   int `json:"row"` // from 1
}

// record is a row with its position.
type record struct {
	position position
	row      string
}
