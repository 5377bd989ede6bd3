// Package lifeteardown is the proof of LIFE-TEARDOWN: a source that closes all
// it has, and one that stops at the first error.
package lifeteardown

import (
	"context"
	"errors"
	"fmt"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good reads a log, and holds a lease so that nobody else reads it.
type Good struct {
	sdk.UnimplementedSource
	server *server
	lease  *lease
	log    *stream
	closed bool
}

// #region good

// Teardown closes what Open got as far as it came, whatever else fails.
func (s *Good) Teardown(ctx context.Context) error {
	if s.closed {
		return nil
	}
	s.closed = true
	var errs []error
	if s.log != nil {
		if err := s.log.end(ctx); err != nil {
			errs = append(errs, fmt.Errorf("end stream: %w", err))
		}
	}
	if s.lease != nil {
		if err := s.lease.release(ctx); err != nil {
			errs = append(errs, fmt.Errorf("release lease: %w", err))
		}
	}
	return errors.Join(errs...)
}

// #endregion good
