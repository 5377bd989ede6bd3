package lifecleanupcontext

import (
	"context"
	"errors"
)

// Bad follows the same log, under the same lease.
type Bad struct{ source }

// #region bad

// follow reads the log until its context ends, then gives the lease back.
func (s *Bad) follow(ctx context.Context) {
	defer close(s.done)
	s.err = s.log.read(ctx)

	s.err = errors.Join(s.err, s.log.release(ctx))
}

// #endregion bad
