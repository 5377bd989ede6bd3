package cdcoperations

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badRecords returns the record of an event. For replace, expire, drop and
// whatever comes next it has none.
func badRecords(e event) ([]opencdc.Record, error) {
	var recs []opencdc.Record
	switch e.kind {
	case "insert":
		recs = append(recs, sdk.Util.Source.NewRecordCreate(
			e.position, e.metadata(), e.key, e.document))
	case "update":
		recs = append(recs, sdk.Util.Source.NewRecordUpdate(
			e.position, e.metadata(), e.key, nil, e.document))
	case "delete":
		recs = append(recs, sdk.Util.Source.NewRecordDelete(
			e.position, e.metadata(), e.key, nil))
	}
	return recs, nil
}

// #endregion bad
