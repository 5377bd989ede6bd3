// Package errreconnect is the proof of ERR-RECONNECT: a destination that
// replaces a lost connection, and one that has the connection of Open.
package errreconnect

import (
	"context"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// destination is what both destinations have in common.
type destination struct {
	sdk.UnimplementedDestination
	server *server
	conn   *connection
}

// Open connects.
func (d *destination) Open(ctx context.Context) (err error) {
	d.conn, err = d.server.connect(ctx)
	return err
}
