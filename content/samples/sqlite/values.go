package sqlite

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"
)

// kind is the type that a column's values have in a record. SQLite stores any
// type in any column; a schema needs one per column, so the declaration counts.
type kind int

const (
	kindUnknown kind = iota
	kindInteger
	kindReal
	kindText
	kindBytes
	kindBoolean
	kindTime
)

// maxExact is the greatest integer up to which a float64 holds all integers.
const maxExact = 1 << 53

// timeLayouts are the forms that SQLite's own date functions produce and read.
var timeLayouts = []string{
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04:05.999999999Z07:00",
	"2006-01-02 15:04",
	"2006-01-02",
}

// toRecord turns a stored value into the one that goes into a record.
func (c column) toRecord(stored any) (any, error) {
	switch v := stored.(type) {
	case nil:
		return nil, nil
	case int64:
		switch {
		case c.kind == kindInteger:
			return v, nil
		case c.kind == kindReal && -maxExact <= v && v <= maxExact:
			return float64(v), nil
		case c.kind == kindBoolean && (v == 0 || v == 1):
			return v == 1, nil
		case c.kind == kindTime:
			return time.Unix(v, 0).UTC(), nil
		}
	case float64:
		// Infinity has no form in JSON: a destination that writes JSON would
		// panic, and take all of Conduit along.
		if c.kind == kindReal && !math.IsInf(v, 0) {
			return v, nil
		}
	case string:
		switch {
		case !utf8.ValidString(v):
			return nil, c.unsupported("text that is not valid UTF-8")
		case c.kind == kindText:
			return v, nil
		case c.kind == kindTime:
			for _, layout := range timeLayouts {
				if t, err := time.Parse(layout, v); err == nil {
					return t.UTC(), nil
				}
			}
		}
	case []byte:
		if c.kind == kindBytes {
			return v, nil
		}
	}
	return nil, c.unsupported(describeStored(stored))
}

func (c column) unsupported(what string) error {
	return fmt.Errorf("column %q is declared %s but holds %s",
		c.name, c.declared, what)
}

// describeStored names the kind of a value. The value itself is the user's
// data: only numbers are shown, text does not belong into a log.
func describeStored(v any) string {
	switch v := v.(type) {
	case int64:
		return fmt.Sprintf("the integer %d", v)
	case float64:
		return fmt.Sprintf("the real %v", v)
	case string:
		return fmt.Sprintf("text of %d bytes", len(v))
	case []byte:
		return fmt.Sprintf("a blob of %d bytes", len(v))
	default:
		return fmt.Sprintf("a %T", v)
	}
}

// toStored turns a value of a record into one that SQLite can store.
func toStored(value any) (any, error) {
	switch v := value.(type) {
	case nil, string, int64, float64:
		return v, nil
	case []byte:
		if v == nil { // NULL is nil itself, this is an empty blob
			return []byte{}, nil
		}
		return v, nil
	case bool:
		if v {
			return int64(1), nil
		}
		return int64(0), nil
	case int:
		return int64(v), nil
	case int8:
		return int64(v), nil
	case int16:
		return int64(v), nil
	case int32:
		return int64(v), nil
	case uint8:
		return int64(v), nil
	case uint16:
		return int64(v), nil
	case uint32:
		return int64(v), nil
	case uint:
		return toStored(uint64(v))
	case uint64:
		if v > math.MaxInt64 {
			return nil, fmt.Errorf("%d is too great for an INTEGER", v)
		}
		return int64(v), nil
	case float32:
		return float64(v), nil
	case json.Number:
		return numberToStored(v)
	case time.Time:
		return v.UTC().Format(timeLayouts[0]), nil
	case *big.Rat:
		// A decimal of an Avro schema. As text it keeps all its digits.
		return strings.TrimSuffix(strings.TrimRight(
			v.FloatString(38), "0"), "."), nil
	default:
		return nil, fmt.Errorf("cannot store a %T: flatten it with a "+
			"processor before the destination", value)
	}
}

func numberToStored(n json.Number) (any, error) {
	if i, err := n.Int64(); err == nil {
		return i, nil
	}
	if strings.ContainsAny(n.String(), ".eE") {
		return n.Float64()
	}
	return nil, fmt.Errorf("%s is too great for an INTEGER", n)
}
