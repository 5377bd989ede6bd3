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
		pos, key := e.position(len(recs)), keyOf(row.after)
		recs = append(recs, sdk.Util.Source.NewRecordUpdate(
			pos, metadata(), key, row.before, row.after))
	}
	return recs
}

// #endregion bad
