package destorder

import "github.com/conduitio/conduit-commons/opencdc"

// #region bad

// badRuns collects all upserts and all deletes, for fewer statements.
func badRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	place := map[string]int{}
	for _, rec := range records {
		at, ok := place[statementOf(rec)]
		if !ok {
			at = len(runs)
			place[statementOf(rec)] = at
			runs = append(runs, nil)
		}
		runs[at] = append(runs[at], rec)
	}
	return runs
}

// #endregion bad
