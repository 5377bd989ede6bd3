package destsamekey

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodRuns cuts where a key comes again, or where the columns change.
func goodRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	seen := map[string]bool{}
	for i, rec := range records {
		if i == 0 || seen[keyOf(rec)] || !sameColumns(rec, records[i-1]) {
			runs = append(runs, nil)
			clear(seen)
		}
		seen[keyOf(rec)] = true
		last := len(runs) - 1
		runs[last] = append(runs[last], rec)
	}
	return runs
}

// #endregion good
