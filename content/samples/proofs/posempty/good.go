package posempty

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ base }

// #region good

func (s *good) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	key, err := s.next(ctx)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(position{LastKey: key})
	if err != nil {
		return nil, fmt.Errorf("encode position: %w", err)
	}
	return []opencdc.Record{{
		Position:  raw,
		Operation: opencdc.OperationSnapshot,
		Key:       opencdc.StructuredData{"id": key},
	}}, nil
}

// #endregion good
