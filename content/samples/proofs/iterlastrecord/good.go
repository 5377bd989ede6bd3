package iterlastrecord

import "context"

// #region good

// goodNext returns the next row, and marks it if it is the last one.
func goodNext(ctx context.Context, p *pager) (record, error) {
	rec := record{row: p.take()}
	more, err := p.more(ctx)
	if err != nil {
		// The row is not delivered, so the next start reads it again.
		return record{}, err
	}
	rec.done = !more
	return rec, nil
}

// #endregion good
