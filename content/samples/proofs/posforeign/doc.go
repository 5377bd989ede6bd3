// Package posforeign proves the guideline POS-FOREIGN: a position of one queue
// that is used in another one skips what lies before it there.
package posforeign

// queue is a log of messages, with the name that the configuration has for it.
type queue struct {
	name     string
	messages []string
}

// position is what Conduit stores.
type position struct {
	Queue  string `json:"queue"`
	Offset int    `json:"offset"`
}
