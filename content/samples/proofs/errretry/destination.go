// Package errretry is the proof of ERR-RETRY: a destination that tries again
// what can pass, and one that gives up at once.
package errretry

import (
	"context"
	"errors"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// destination is what both destinations have in common.
type destination struct {
	sdk.UnimplementedDestination
	store func(context.Context, opencdc.Record) error
}

// errBusy is an answer that may be another one in a second.
var errBusy = errors.New("503 service unavailable")

func transient(err error) bool { return errors.Is(err, errBusy) }

// firstDelay is doubled each time. Tests are in a hurry.
var firstDelay = 200 * time.Millisecond
