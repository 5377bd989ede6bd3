package reckeychange

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodRecords makes the records of an update.
func goodRecords(e event) []opencdc.Record {
	var recs []opencdc.Record
	for _, row := range e.rows { // all old keys first: two may be swapped
		if !row.sameKey() {
			recs = append(recs, sdk.Util.Source.NewRecordDelete(
				e.position(len(recs)), metadata(),
				keyOf(row.before), row.before))
		}
	}
	for _, row := range e.rows {
		if !row.sameKey() {
			recs = append(recs, sdk.Util.Source.NewRecordCreate(
				e.position(len(recs)), metadata(),
				keyOf(row.after), row.after))
			continue
		}
		recs = append(recs, sdk.Util.Source.NewRecordUpdate(
			e.position(len(recs)), metadata(),
			keyOf(row.after), row.before, row.after))
	}
	return recs
}

// #endregion good
