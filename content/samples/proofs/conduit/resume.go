package conduit

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// resume shows POS-EXACT: the bad one begins with the change at the position,
// which was delivered before.
type resume struct {
	follower
	bad     bool
	started bool
}

func (r *resume) read(ctx context.Context, n int) ([]opencdc.Record, error) {
	condition := "number > ?"
	if r.bad && !r.started {
		condition = "number >= ?"
	}
	recs, err := r.changes(ctx, condition, n)
	r.started = r.started || len(recs) > 0
	return recs, err
}
