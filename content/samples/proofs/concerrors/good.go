// Package concerrors proves the guideline CONC-ERRORS: a goroutine whose error
// is only logged leaves a source that looks alive and delivers nothing.
package concerrors

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good follows a change log in the background.
type Good struct {
	sdk.UnimplementedSource
	log     changeLog
	records chan opencdc.Record
	done    chan struct{}
	err     error // why done was closed
}

// changeLog is the client of the system. It passes records on until it fails.
type changeLog interface {
	follow(context.Context, chan<- opencdc.Record) error
}

// #region good

func (s *Good) start(ctx context.Context) {
	go func() {
		defer close(s.done)
		s.err = s.log.follow(ctx, s.records)
	}()
}

// ReadN returns the next record and blocks until there is one.
func (s *Good) ReadN(ctx context.Context, _ int) ([]opencdc.Record, error) {
	select {
	case rec := <-s.records:
		return []opencdc.Record{rec}, nil
	case <-s.done:
		return nil, fmt.Errorf("follow the change log: %w", s.err)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #endregion good
