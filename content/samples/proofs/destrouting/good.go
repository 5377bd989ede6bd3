package destrouting

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodTable returns the name that the user set, else the record's collection.
func goodTable(d *destination, rec opencdc.Record) string {
	name := rec.Metadata[opencdc.MetadataCollection]
	if d.table != "" {
		name = d.table
	}
	return name
}

// #endregion good
