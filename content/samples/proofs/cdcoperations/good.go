package cdcoperations

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodRecords returns the record of an event.
func goodRecords(e event) ([]opencdc.Record, error) {
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
	case "replace": // the whole document
		recs = append(recs, sdk.Util.Source.NewRecordUpdate(
			e.position, e.metadata(), e.key, nil, e.document))
	case "expire": // by the clock of the system
		recs = append(recs, sdk.Util.Source.NewRecordDelete(
			e.position, e.metadata(), e.key, nil))
	default:
		return nil, fmt.Errorf("no record tells of a change of the kind %q: "+
			"create a new connector to start afresh", e.kind)
	}
	return recs, nil
}

// #endregion good
