package recpayload

import (
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/jackc/pglogrepl"
)

// #region bad

// badPayload makes a payload of what PostgreSQL's log has of a row.
func badPayload(
	columns []string, row *pglogrepl.TupleData,
) (opencdc.StructuredData, error) {
	data := opencdc.StructuredData{}
	for i, cell := range row.Columns {
		var value any
		if len(cell.Data) > 0 {
			value = string(cell.Data)
		}
		data[columns[i]] = value
	}
	return data, nil
}

// #endregion bad
