package recpayload

import (
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/jackc/pglogrepl"
)

// #region good

// goodPayload makes a payload of what PostgreSQL's log has of a row.
func goodPayload(
	columns []string, row *pglogrepl.TupleData,
) (opencdc.StructuredData, error) {
	data := opencdc.StructuredData{}
	for i, cell := range row.Columns {
		switch cell.DataType {
		case pglogrepl.TupleDataTypeToast: // large, unchanged, not sent
		case pglogrepl.TupleDataTypeNull:
			data[columns[i]] = nil
		case pglogrepl.TupleDataTypeText:
			data[columns[i]] = string(cell.Data)
		default:
			return nil, unknownKind(columns[i], cell)
		}
	}
	return data, nil
}

// #endregion good
