// Package perfmemory proves the guideline PERF-MEMORY: a buffer without a bound
// takes all that the system has while nobody reads.
package perfmemory

import (
	"context"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
)

// base is a source that receives in the background.
type base struct {
	client client

	records chan opencdc.Record // the good one hands over here

	mu    sync.Mutex
	cache []opencdc.Record // the bad one collects here
}

// client is that of the system.
type client interface {
	poll(context.Context) (page []opencdc.Record, err error)
}
