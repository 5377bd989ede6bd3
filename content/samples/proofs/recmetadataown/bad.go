package recmetadataown

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badRecords makes a record of each document of an event.
func badRecords(e event) []opencdc.Record {
	meta := opencdc.Metadata{} // one map for all records
	meta.SetCollection(e.collection)
	meta.SetCreatedAt(e.at)
	recs := make([]opencdc.Record, len(e.documents))
	for i, doc := range e.documents {
		recs[i] = sdk.Util.Source.NewRecordCreate(
			e.position(i), meta, doc.key(), doc.fields())
	}
	return recs
}

// #endregion bad
