// Package lifeteardown is the proof of LIFE-TEARDOWN: a source that closes all
// it has, and one that stops at the first error.
package lifeteardown

import (
	"context"
	"fmt"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	server *server
	lease  *lease
	log    *stream
	closed bool
}

// #region parts

// endLog ends the stream, if Open came that far.
func (s *source) endLog(ctx context.Context) error {
	if s.log == nil {
		return nil
	}
	if err := s.log.end(ctx); err != nil {
		return fmt.Errorf("end stream: %w", err)
	}
	return nil
}

// releaseLease lets others read the log, if Open came that far.
func (s *source) releaseLease(ctx context.Context) error {
	if s.lease == nil {
		return nil
	}
	if err := s.lease.release(ctx); err != nil {
		return fmt.Errorf("release lease: %w", err)
	}
	return nil
}

// #endregion parts
