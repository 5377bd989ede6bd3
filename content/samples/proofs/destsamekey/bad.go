package destsamekey

import "github.com/conduitio/conduit-commons/opencdc"

// #region bad

// badRuns keeps the last record of each key, so that no key comes again.
func badRuns(records []opencdc.Record) [][]opencdc.Record {
	last := map[string]int{}
	for i, rec := range records {
		last[keyOf(rec)] = i
	}
	var kept []opencdc.Record
	for i, rec := range records {
		if last[keyOf(rec)] == i {
			kept = append(kept, rec)
		}
	}
	return cutByColumns(kept)
}

// #endregion bad
