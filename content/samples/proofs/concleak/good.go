// Package concleak proves the guideline CONC-LEAK: a Teardown that cancels a
// goroutine but does not wait for it closes what the goroutine still uses.
package concleak

import (
	"context"
	"sync"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good polls a system in the background.
type Good struct {
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

func (s *Good) start() {
	// The context of Open would end too early: acknowledgements still come.
	ctx, end := context.WithCancel(context.Background())
	s.end = end
	s.workers.Go(func() {
		for s.conn.poll(ctx) == nil {
		}
	})
}

// #region good

// Teardown ends the goroutine, waits for it, and then frees what it used.
func (s *Good) Teardown(context.Context) error {
	if s.end == nil { // Open was not called
		return nil
	}
	s.end()
	s.workers.Wait()
	return s.conn.close()
}

// #endregion good
