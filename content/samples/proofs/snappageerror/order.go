// Package snappageerror proves the guideline SNAP-PAGE-ERROR: a page whose
// error nobody asks for passes for the last one.
package snappageerror

// order is a row.
type order struct {
	id      int64
	payload string
}

// pageQuery selects the next rows after a key.
const pageQuery = `SELECT id, json(payload) FROM orders
	WHERE id > ? ORDER BY id LIMIT ?`
