package cdcoperations

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badRecords returns the record of an event.
func badRecords(e event) ([]opencdc.Record, error) {
	var rec opencdc.Record
	switch e.kind {
	case "insert":
		rec = sdk.Util.Source.NewRecordCreate(
			e.position, e.metadata(), e.key, e.document)
	case "update":
		rec = sdk.Util.Source.NewRecordUpdate(
			e.position, e.metadata(), e.key, nil, e.document)
	case "delete":
		rec = sdk.Util.Source.NewRecordDelete(
			e.position, e.metadata(), e.key, nil)
	default:
		return nil, nil // replace, expire, drop, whatever comes next
	}
	return []opencdc.Record{rec}, nil
}

// #endregion bad
