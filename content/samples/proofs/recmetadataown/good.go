package recmetadataown

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodRecords makes a record of each document of an event.
func goodRecords(e event) []opencdc.Record {
	recs := make([]opencdc.Record, len(e.documents))
	for i, doc := range e.documents {
		meta := opencdc.Metadata{} // one map for each record
		meta.SetCollection(e.collection)
		meta.SetCreatedAt(e.at)
		recs[i] = sdk.Util.Source.NewRecordCreate(
			e.position(i), meta, doc.key(), doc.fields())
	}
	return recs
}

// #endregion good
