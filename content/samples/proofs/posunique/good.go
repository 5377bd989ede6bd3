package posunique

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodRead returns the records after a position.
func goodRead(log []event, last position) ([]opencdc.Record, error) {
	var recs []opencdc.Record
	for _, ev := range log {
		for i, row := range ev.rows {
			pos := position{Offset: ev.offset, Row: i}
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

// #endregion good
