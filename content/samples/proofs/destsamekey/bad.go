package destsamekey

import (
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

// badRuns keeps the last record of each key, so that no key comes again.
func badRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	newer := map[string]bool{}
	var kept []opencdc.Record
	for _, rec := range slices.Backward(records) {
		if !newer[keyOf(rec)] {
			kept = append(kept, rec)
		}
		newer[keyOf(rec)] = true
	}
	slices.Reverse(kept)
	return cutByColumns(kept)
}

// #endregion bad
