package posempty

import (
	"context"
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ base }

// Wrong on purpose: no position, and no error.

// #region bad

func (s *bad) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	key, err := s.next(ctx)
	if err != nil {
		return nil, err
	}
	raw, _ := json.Marshal(position{LastKey: key})
	return []opencdc.Record{{
		Position:  raw,
		Operation: opencdc.OperationSnapshot,
		Key:       opencdc.StructuredData{"id": key},
	}}, nil
}

// #endregion bad
