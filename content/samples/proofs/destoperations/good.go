package destoperations

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

func (d *good) Write(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	for i, rec := range records {
		var err error
		switch rec.Operation {
		case opencdc.OperationCreate, opencdc.OperationUpdate:
			err = d.upsert(rec)
		case opencdc.OperationDelete:
			err = d.remove(rec)
		case opencdc.OperationSnapshot: // may have come before
			err = d.upsert(rec)
		default:
			err = fmt.Errorf("unknown operation %q", rec.Operation)
		}
		if err != nil {
			return i, err
		}
	}
	return len(records), nil
}

// #endregion good
