package destorder

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodRuns cuts the batch where the statement changes.
func goodRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	for _, rec := range records {
		at := len(runs) - 1
		if at < 0 || statementOf(rec) != statementOf(runs[at][0]) {
			at = len(runs)
			runs = append(runs, nil)
		}
		runs[at] = append(runs[at], rec)
	}
	return runs
}

// #endregion good
