// Package concleak proves the guideline CONC-LEAK: a Teardown that cancels a
// goroutine but does not wait for it closes what the goroutine still uses.
package concleak

import (
	"context"
	"sync"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	conn    connection
	end     context.CancelFunc
	workers sync.WaitGroup
}

// connection is the client of the system. It serves one caller at a time.
type connection interface {
	poll(context.Context) error
	close() error
}

func (s *source) start() {
	// A proof has no context of Open to derive this one from.
	ctx, end := context.WithCancel(context.Background())
	s.end = end
	s.workers.Go(func() {
		for s.conn.poll(ctx) == nil {
		}
	})
}
