package snapshape

import (
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodSnapshotKey returns the key of a row.
func goodSnapshotKey(id int64) opencdc.Data {
	return opencdc.StructuredData{"id": id}
}

// goodChangeKey decodes what the log has, and makes the same key of it.
func goodChangeKey(logged string) (opencdc.Data, error) {
	id, err := strconv.ParseInt(logged, 10, 64)
	if err != nil {
		return nil, err
	}
	return goodSnapshotKey(id), nil
}

// #endregion good
