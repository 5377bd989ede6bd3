package destorder

import (
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
)

// #region bad

// badRuns collects all upserts and all deletes, for fewer statements.
func badRuns(records []opencdc.Record) (runs [][]opencdc.Record) {
	for _, rec := range records {
		at := slices.IndexFunc(runs, func(run []opencdc.Record) bool {
			return statementOf(run[0]) == statementOf(rec)
		})
		if at < 0 {
			at = len(runs)
			runs = append(runs, nil)
		}
		runs[at] = append(runs[at], rec)
	}
	return runs
}

// #endregion bad
