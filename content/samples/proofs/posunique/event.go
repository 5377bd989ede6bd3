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
