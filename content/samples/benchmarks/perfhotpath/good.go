package perfhotpath

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region good

// goodRecords turns a page into records.
func (s *source) goodRecords(
	ctx context.Context, name string, page []row,
) ([]opencdc.Record, error) {
	t, err := s.table(ctx, name) // looked up once, then from a map
	if err != nil {
		return nil, err
	}
	recs := make([]opencdc.Record, len(page))
	for i, r := range page {
		recs[i] = t.record(name, r)
	}
	return recs, nil
}

// #endregion good
