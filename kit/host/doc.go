// Package host runs a built connector as Conduit does: it starts the binary,
// speaks the connector protocol with it, and can kill it.
//
// # How Conduit drives a connector
//
// One process for each start of a connector. In this order, for a source:
//
//  1. Start: the process starts, and prints one line on its standard output,
//     the handshake. Conduit gives it a token, the ID of the connector and the
//     address of the schema service in environment variables.
//  2. Configure: settings, which the SDK completes and checks. Also called
//     only to check settings; Teardown follows then.
//  3. Created, Updated: only if the settings are not those of the last start.
//  4. Open: the position that is stored, or none.
//  5. Run: opens a stream. Records come and acknowledgements go at the same
//     time, independently of each other.
//  6. Stop: the source reads no more. It answers with the position of the last
//     record that it has sent; records up to that one may still be under way.
//  7. Acknowledgements for what is still open.
//  8. CloseStream: Conduit cancels the context of the stream. Teardown would
//     wait a minute for that.
//  9. Teardown. The process is ended afterwards.
//
// A destination is driven in the same way: records go and answers come, each
// record is acknowledged or rejected in the order in which it was sent, and
// Stop names the last record.
//
// If anything fails, Stop is left out: CloseStream, Teardown, end of process.
// A crash of Conduit leaves all of it out, which is what Kill does.
//
// Read in Conduit v0.19.0 and v0.18.0: the order is that of
// pkg/lifecycle/stream/source.go, and pkg/connector/source.go closes the stream
// (v0.19.0, lines 294 to 314). The two versions differ in when a position is
// stored: see [Order].
//
// # Every wait has an end
//
// A call that takes longer than Plugin.Limit returns an error that wraps
// [ErrNoAnswer], a plugin that dies one that wraps [ErrExited]. Both say what
// the plugin was asked, and end with the last lines of its log.
package host
