package cdcmultirow

// #region bad

// badRecords returns the records of an event that comes after the position.
func badRecords(e event, last position) []record {
	var recs []record
	for _, row := range e.rows {
		at := position{Event: e.number}
		delivered := at.Event <= last.Event
		if !delivered {
			recs = append(recs, record{position: at, row: row})
		}
	}
	return recs
}

// #endregion bad
