// Package srcstateafter is the proof of SRC-STATE-AFTER: a source whose cursor
// moves after a record was built, and one whose cursor moves before.
package srcstateafter

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

func readN(
	ctx context.Context, n int, buffer *[]opencdc.Record,
	fetch func(context.Context) error,
) ([]opencdc.Record, error) {
	if len(*buffer) == 0 {
		if err := fetch(ctx); err != nil {
			return nil, err
		}
	}
	if n < 1 || n > len(*buffer) {
		n = len(*buffer)
	}
	recs := (*buffer)[:n:n]
	*buffer = (*buffer)[n:]
	return recs, nil
}
