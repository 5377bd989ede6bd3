package cdcbefore

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodUpdate passes the old row on if the log has all of it.
func goodUpdate(e event) opencdc.Record {
	// The interface, not the map: a nil map in an interface is not nil.
	var before opencdc.Data
	if e.oldIsAll {
		before = e.old
	}
	return sdk.Util.Source.NewRecordUpdate(
		e.position, e.metadata(), e.key, before, e.row)
}

// #endregion good
