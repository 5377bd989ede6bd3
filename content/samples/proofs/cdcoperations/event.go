// Package cdcoperations proves the guideline CDC-OPERATIONS: a kind of change
// that the code does not name leaves the old data at the destination.
package cdcoperations

import "github.com/conduitio/conduit-commons/opencdc"

// event is an entry of the change log of a document store.
type event struct {
	kind     string
	position opencdc.Position
	key      opencdc.StructuredData
	document opencdc.StructuredData // the whole new one, if there is one
}

// metadata returns a map of its own for each record: the SDK writes into it.
func (e event) metadata() opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection("customers")
	return meta
}
