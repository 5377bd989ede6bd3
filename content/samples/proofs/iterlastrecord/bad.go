package iterlastrecord

import "context"

// Wrong on purpose: no record says that the snapshot is done.

// #region bad

// badNext returns the next row. That there is no other shows later.
func badNext(ctx context.Context, p *pager) (record, error) {
	return record{row: p.take()}, nil
}

// #endregion bad
