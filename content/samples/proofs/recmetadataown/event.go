// Package recmetadataown proves the guideline REC-METADATA-OWN: records that
// share a metadata map share the schema of the first one, and lose fields.
package recmetadataown

import (
	"maps"
	"strconv"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// event is an entry of a change log that created several documents.
type event struct {
	collection string
	at         time.Time
	offset     int
	documents  []document
}

func (e event) position(i int) opencdc.Position {
	return opencdc.Position(strconv.Itoa(e.offset) + "." + strconv.Itoa(i))
}

type document map[string]any

func (d document) key() opencdc.Data {
	return opencdc.StructuredData{"id": d["id"]}
}

func (d document) fields() opencdc.Data {
	return opencdc.StructuredData(maps.Clone(d))
}
