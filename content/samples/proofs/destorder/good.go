package destorder

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodRuns cuts the batch where the statement changes.
func goodRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	for i, rec := range records {
		if i == 0 || statementOf(rec) != statementOf(records[i-1]) {
			runs = append(runs, nil)
		}
		last := len(runs) - 1
		runs[last] = append(runs[last], rec)
	}
	return runs
}

// #endregion good
