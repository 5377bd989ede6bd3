// Package lifecleanupcontext is the proof of LIFE-CLEANUP-CONTEXT: a source
// that cleans up with a context of its own, and one that uses the context that
// has just ended.
package lifecleanupcontext

import (
	"context"
	"errors"
	"time"
)

// Good follows a change log in the background, under a lease.
type Good struct{ source }

// #region good

// follow reads the log until its context ends, then gives the lease back.
func (s *Good) follow(ctx context.Context) {
	defer close(s.done)
	s.err = s.log.read(ctx)

	clean, cancel := context.WithTimeout(
		context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.err = errors.Join(s.err, s.log.release(clean))
}

// #endregion good
