package snapshape

import "github.com/conduitio/conduit-commons/opencdc"

// #region bad

// badSnapshotKey returns the key of a row.
func badSnapshotKey(id int64) opencdc.Data {
	return opencdc.StructuredData{"id": id}
}

// badChangeKey returns the key that the log has.
func badChangeKey(logged string) (opencdc.Data, error) {
	return opencdc.StructuredData{"id": logged}, nil
}

// #endregion bad
