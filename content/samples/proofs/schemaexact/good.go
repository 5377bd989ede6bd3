package schemaexact

import "strconv"

// #region good

// goodValue turns a value into what goes into a record. Go's int64 is exact
// for a bigint. Of a numeric, only its text keeps all digits.
func goodValue(typeName, text string) (any, error) {
	switch typeName {
	case "bigint":
		return strconv.ParseInt(text, 10, 64)
	case "numeric":
		return text, nil
	default:
		return nil, unsupported(typeName)
	}
}

// #endregion good
