package perfhotpath

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badRecords asks for the columns again for each row.
func (s *source) badRecords(
	ctx context.Context, name string, page []row,
) ([]opencdc.Record, error) {
	recs := make([]opencdc.Record, len(page))
	for i, r := range page {
		t, err := s.describe(ctx, name)
		if err != nil {
			return nil, err
		}
		recs[i] = t.record(name, r)
	}
	return recs, nil
}

// #endregion bad

// badSchemas creates the schema again for each row. The SDK's cache has it.
func (s *source) badSchemas(
	ctx context.Context, name string, page []row,
) ([]opencdc.Record, error) {
	t, err := s.table(ctx, name)
	if err != nil {
		return nil, err
	}
	recs := make([]opencdc.Record, len(page))
	for i, r := range page {
		if err := t.register(ctx, name); err != nil {
			return nil, err
		}
		recs[i] = t.record(name, r)
	}
	return recs, nil
}

// badLog has a log line for each row, at a level that is off.
func (s *source) badLog(
	ctx context.Context, name string, page []row,
) ([]opencdc.Record, error) {
	recs, err := s.goodRecords(ctx, name, page)
	for _, rec := range recs {
		sdk.Logger(ctx).Trace().
			Str("record", string(rec.Bytes())).Msg("read")
	}
	return recs, err
}
