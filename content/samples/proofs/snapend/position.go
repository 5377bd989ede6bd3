// Package snapend proves the guideline SNAP-END: a snapshot that looks for its
// end at each start never ends on a table that grows.
package snapend

// position is what Conduit stores. Both are nil at the first start.
type position struct {
	LastID *int64 `json:"lastID,omitempty"`
	Bound  *int64 `json:"bound,omitempty"`
}
