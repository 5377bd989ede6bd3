// Package posunique compares positions of rows with positions of events.
package posunique

import (
	"encoding/json"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// event is an entry of a change log, with the rows of one statement.
type event struct {
	offset int
	rows   []string
}

type position struct {
	Offset int `json:"offset"`
	Row    int `json:"row"`
}

func (p position) after(q position) bool {
	return p.Offset > q.Offset || p.Offset == q.Offset && p.Row > q.Row
}

func record(pos position, row string) (opencdc.Record, error) {
	raw, err := json.Marshal(pos)
	return sdk.Util.Source.NewRecordCreate(
		raw, nil, opencdc.RawData(row), opencdc.RawData(row)), err
}

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
