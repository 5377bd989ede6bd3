package iterlastrecord

import "context"

// Wrong on purpose: no record says that the snapshot is done.

// #region bad

// badNext returns the next row. That there is no other shows later.
func badNext(_ context.Context, p *pager) (record, error) {
	return record{row: p.take()}, nil
}

// #endregion bad

// badMark looks ahead, and takes a page that failed for the end.
func badMark(ctx context.Context, p *pager) (record, error) {
	rec := record{row: p.take()}
	more, _ := p.more(ctx)
	rec.done = !more
	return rec, nil
}
