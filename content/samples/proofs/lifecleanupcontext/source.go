package lifecleanupcontext

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both have in common.
type source struct {
	sdk.UnimplementedSource
	log  *changeLog
	done chan struct{}
	err  error // may be read when done is closed
}

// changeLog has one reader at a time.
type changeLog struct{ taken bool }

func (l *changeLog) read(ctx context.Context) error {
	l.taken = true
	<-ctx.Done()
	return ctx.Err()
}

// release is a request to the server: without a living context it is not sent.
func (l *changeLog) release(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	l.taken = false
	return nil
}

// Open begins to follow the log. Its context ends with the stop signal.
func (s *Good) Open(ctx context.Context, _ opencdc.Position) error {
	go s.follow(ctx)
	return nil
}

// Open begins to follow the log.
func (s *Bad) Open(ctx context.Context, _ opencdc.Position) error {
	go s.follow(ctx)
	return nil
}

// ReadN has nothing to return: what follow reads is of no interest here.
func (s *source) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// Teardown waits for the end of follow. That its context has ended is how it
// was asked to end.
func (s *source) Teardown(context.Context) error {
	<-s.done
	return nil
}

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }
