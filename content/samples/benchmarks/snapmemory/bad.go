package snapmemory

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// badFetch returns the rows after the last one, all of them.
func (s *snapshot) badFetch(ctx context.Context) ([]opencdc.Record, error) {
	return s.query(ctx, "SELECT id, name FROM items"+
		" WHERE id > ? ORDER BY id", s.last)
}
