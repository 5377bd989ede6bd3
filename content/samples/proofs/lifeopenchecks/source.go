// Package lifeopenchecks is the proof of LIFE-OPEN-CHECKS: a source that asks
// its server for a limited time, and one that asks until it gets an answer.
package lifeopenchecks

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	server server
}

// server is the system.
type server interface {
	// ping needs the credentials, and returns the answer.
	ping(context.Context) error
}
