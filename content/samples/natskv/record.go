package natskv

import (
	"strconv"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go/jetstream"
)

// metadataRevision is the revision of the key's value.
const metadataRevision = "natskv.revision"

// record turns a message into a record at a position. Keys and values are
// bytes without a schema.
func (r *reader) record(m message, pos position) (opencdc.Record, error) {
	raw, err := pos.encode()
	if err != nil {
		return opencdc.Record{}, err
	}
	meta := opencdc.Metadata{}
	meta.SetCollection(r.bucket.name)
	meta.SetCreatedAt(m.Timestamp)
	meta[metadataRevision] = strconv.FormatUint(m.revision(), 10)

	key := opencdc.RawData(strings.TrimPrefix(m.Subject(), r.bucket.subject()))
	value := append(opencdc.RawData{}, m.Data()...) // empty, but never nil
	switch {
	case isDeletion(m):
		return sdk.Util.Source.NewRecordDelete(raw, meta, key, nil), nil
	case pos.SnapshotTo > 0:
		return sdk.Util.Source.NewRecordSnapshot(raw, meta, key, value), nil
	default:
		// The log does not say whether the key had a value before.
		return sdk.Util.Source.NewRecordUpdate(raw, meta, key, nil, value), nil
	}
}

// isDeletion knows the markers of clients and those of the server, which
// writes them for keys that were too old, if the bucket asks for it.
func isDeletion(m message) bool {
	switch m.Headers().Get("KV-Operation") {
	case "DEL", "PURGE":
		return true
	}
	return m.Headers().Get(jetstream.MarkerReasonHeader) != ""
}
