package natskv

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// ownContext opens a source and its middleware with a context that Teardown
// ends. The one of the SDK may be over when Open returns, and the middleware
// reads with it when sdk.batch.* is set.
type ownContext struct {
	sdk.Source
	life context.Context
	end  context.CancelFunc
}

func withOwnContext(src sdk.Source) sdk.Source {
	life, end := context.WithCancel(context.Background())
	return &ownContext{Source: src, life: life, end: end}
}

func (s *ownContext) Open(ctx context.Context, pos opencdc.Position) error {
	own, end := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(s.life, end)
	// Whoever gives up before Open returns still ends it.
	opened := context.AfterFunc(ctx, end)
	defer opened()
	return s.Source.Open(own, pos)
}

func (s *ownContext) Teardown(ctx context.Context) error {
	s.end()
	return s.Source.Teardown(ctx)
}
