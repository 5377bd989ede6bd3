// Package lifestop is the proof of LIFE-STOP: a source whose waiting ends with
// its context, and one that waits for a record only.
package lifestop

import (
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both sources have in common.
type source struct {
	sdk.UnimplementedSource
	records chan opencdc.Record
}
