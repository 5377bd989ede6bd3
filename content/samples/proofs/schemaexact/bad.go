package schemaexact

import "strconv"

// #region bad

// badValue turns a value into what goes into a record.
func badValue(typeName, text string) (any, error) {
	switch typeName {
	case "bigint", "numeric":
		return strconv.ParseFloat(text, 64)
	default:
		return nil, unsupported(typeName)
	}
}

// #endregion bad
