package testrestart

import (
	"errors"
	"strconv"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func open(t *testing.T, src sdk.Source, pos opencdc.Position) sdk.Source {
	t.Helper()
	if err := src.Open(t.Context(), pos); err != nil {
		t.Fatal(err)
	}
	return src
}

func teardown(t *testing.T, src sdk.Source) {
	t.Helper()
	if err := src.Teardown(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// table is what a destination has made of the records.
type table map[string]string

// read writes at most so many records to the table, acknowledges them, and
// returns the last position.
func (copied table) read(
	t *testing.T, src sdk.Source, limit int,
) (pos opencdc.Position) {
	t.Helper()
	for range limit {
		rec, err := src.Read(t.Context())
		if errors.Is(err, sdk.ErrBackoffRetry) {
			break // nothing is left
		}
		if err != nil {
			t.Fatal(err)
		}
		copied[string(rec.Key.Bytes())] = string(rec.Payload.After.Bytes())
		pos = rec.Position
		if err := src.Ack(t.Context(), pos); err != nil {
			t.Fatal(err)
		}
	}
	return pos
}

// equal reports whether the table is that of the store.
func (copied table) equal(s *store) bool {
	for key, value := range s.rows {
		if copied[strconv.Itoa(key)] != value {
			return false
		}
	}
	return len(copied) == len(s.rows)
}
