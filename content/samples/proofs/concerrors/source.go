// Package concerrors proves the guideline CONC-ERRORS: a goroutine whose error
// is only logged leaves a source that looks alive and delivers nothing.
package concerrors

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
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
