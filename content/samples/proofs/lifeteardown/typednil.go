package lifeteardown

import (
	"context"
	"errors"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

type config struct{ sdk.UnimplementedSourceConfig }

// iterator reads what a source delivers.
type iterator interface {
	stop(context.Context) error
}

// changes is an iterator that cannot be made without the server.
type changes struct{ ends int }

func newChanges() (*changes, error) {
	return nil, errors.New("connection refused")
}

func (c *changes) stop(context.Context) error {
	c.ends++
	return nil
}

// careless and careful are sources whose Open fails.
type (
	iterating struct {
		sdk.UnimplementedSource
		it iterator
	}
	careless struct{ iterating }
	careful  struct{ iterating }
)

func (s *iterating) Config() sdk.SourceConfig { return &config{} }

// Teardown asks whether Open came that far.
func (s *iterating) Teardown(ctx context.Context) error {
	if s.it == nil {
		return nil
	}
	return s.it.stop(ctx)
}

func (s *careless) Open(context.Context, opencdc.Position) (err error) {
	// #region typed-nil
	s.it, err = newChanges() // (*changes)(nil): s.it is not nil any more
	return err
	// #endregion typed-nil
}

func (s *careful) Open(context.Context, opencdc.Position) error {
	// #region assigned-last
	it, err := newChanges()
	if err != nil {
		return err
	}
	s.it = it
	return nil
	// #endregion assigned-last
}
