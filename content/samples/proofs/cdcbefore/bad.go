package cdcbefore

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badUpdate passes on whatever the log has of the old row.
func badUpdate(e event) opencdc.Record {
	before := e.old
	return sdk.Util.Source.NewRecordUpdate(
		e.position, e.metadata(), e.key, before, e.row)
}

// #endregion bad
