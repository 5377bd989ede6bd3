package cdcmultirow

// #region good

// goodRecords returns the records of an event, without those that were
// delivered before the position. Reading continues at the event of the
// position: the rest of its rows may be missing.
func goodRecords(e event, last position) []record {
	var recs []record
	for i, row := range e.rows {
		at := position{Event: e.number, Row: i + 1}
		delivered := at.Event < last.Event ||
			at.Event == last.Event && at.Row <= last.Row
		if !delivered {
			recs = append(recs, record{position: at, row: row})
		}
	}
	return recs
}

// #endregion good
