package reckeychange

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badRecords makes the records of an update.
func badRecords(e event) []opencdc.Record {
	var recs []opencdc.Record
	for _, row := range e.rows {
		recs = append(recs, sdk.Util.Source.NewRecordUpdate(
			e.position(len(recs)), metadata(),
			keyOf(row.after), row.before, row.after))
	}
	return recs
}

// #endregion bad
