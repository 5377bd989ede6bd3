package posunique

import "github.com/conduitio/conduit-commons/opencdc"

// Wrong on purpose: all rows of an event have the position of the event.

// #region bad

// badRead returns the records after a position.
func badRead(log []event, last position) ([]opencdc.Record, error) {
	var recs []opencdc.Record
	for _, ev := range log {
		for _, row := range ev.rows {
			pos := position{Offset: ev.offset}
			if !pos.after(last) {
				continue
			}
			rec, err := record(pos, row)
			if err != nil {
				return nil, err
			}
			recs = append(recs, rec)
		}
	}
	return recs, nil
}

// #endregion bad
