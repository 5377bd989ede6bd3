package snapmemory

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// goodFetch returns the rows after the last one, one page of them.
func (s *snapshot) goodFetch(ctx context.Context) ([]opencdc.Record, error) {
	return s.query(ctx, "SELECT id, name FROM items"+
		" WHERE id > ? ORDER BY id LIMIT ?", s.last, s.pageSize)
}
