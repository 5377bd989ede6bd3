package destrouting

import "github.com/conduitio/conduit-commons/opencdc"

// #region bad

// badTable returns what only this connector's source says, else the setting.
func badTable(d *destination, rec opencdc.Record) string {
	name := d.table
	if own := rec.Metadata[ownKey]; own != "" {
		name = own
	}
	return name
}

// #endregion bad
