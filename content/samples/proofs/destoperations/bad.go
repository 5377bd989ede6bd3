package destoperations

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// Wrong on purpose: what has no case counts as written.

// #region bad

func (d *bad) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	for i, rec := range records {
		var err error
		switch rec.Operation {
		case opencdc.OperationCreate, opencdc.OperationUpdate:
			err = d.upsert(rec)
		case opencdc.OperationDelete:
			err = d.remove(rec)
		}
		if err != nil {
			return i, err
		}
	}
	return len(records), nil
}

// #endregion bad
