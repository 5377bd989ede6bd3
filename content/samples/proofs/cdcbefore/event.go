// Package cdcbefore proves the guideline CDC-BEFORE: with the SDK's default
// schema middleware, a partly filled Before stops the pipeline.
package cdcbefore

import "github.com/conduitio/conduit-commons/opencdc"

// event is an update as a change log tells it. What there is of the old row
// depends on settings of the system.
type event struct {
	position opencdc.Position
	key      opencdc.StructuredData
	old      opencdc.StructuredData // all of it, the key only, or nothing
	oldIsAll bool
	row      opencdc.StructuredData
}

// metadata returns a map of its own for each record: the SDK writes into it.
func (e event) metadata() opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection("customers")
	return meta
}
