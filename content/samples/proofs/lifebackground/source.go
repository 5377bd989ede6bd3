// Package lifebackground is the proof of LIFE-BACKGROUND: a goroutine that
// Open starts runs on a context of its own, and on that of Open.
package lifebackground

import (
	"context"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source receives in the background. There is always something to receive.
type source struct {
	sdk.UnimplementedSource
	received chan opencdc.Record
	end      context.CancelFunc
	ended    chan struct{} // closed when nothing is received any more
}

func newSource() source {
	return source{
		received: make(chan opencdc.Record),
		ended:    make(chan struct{}),
	}
}

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

// receive receives until its context ends.
func (s *source) receive(ctx context.Context) {
	defer close(s.ended)
	for i := 1; ; i++ {
		rec := opencdc.Record{Position: opencdc.Position(strconv.Itoa(i))}
		select {
		case s.received <- rec:
		case <-ctx.Done():
			return
		}
	}
}

func (s *source) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	select {
	case rec := <-s.received:
		return []opencdc.Record{rec}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// #region teardown

// Teardown ends what Open began, and waits for it.
func (s *source) Teardown(context.Context) error {
	if s.end == nil { // Open was not called
		return nil
	}
	s.end()
	<-s.ended
	return nil
}

// #endregion teardown
