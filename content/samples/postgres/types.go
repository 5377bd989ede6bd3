package postgres

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
)

// kind is the type that a column's values have in a record.
type kind int

const (
	kindUnsupported kind = iota
	kindInteger
	kindReal
	kindText
	kindBytes
	kindBoolean
	kindDate
	kindTime
)

// #region types

// kindOf maps the types of PostgreSQL.
//
// Text is what has no type in Avro that keeps every value: a numeric without
// a declared scale has as many digits as you like, where Avro's decimal wants
// a fixed number of them; uuid, json and jsonb are as the server prints them.
func kindOf(oid uint32) kind {
	switch oid {
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID:
		return kindInteger
	case pgtype.Float4OID, pgtype.Float8OID:
		return kindReal
	case pgtype.TextOID, pgtype.VarcharOID, pgtype.BPCharOID,
		pgtype.NumericOID, pgtype.UUIDOID, pgtype.JSONOID, pgtype.JSONBOID:
		return kindText
	case pgtype.ByteaOID:
		return kindBytes
	case pgtype.BoolOID:
		return kindBoolean
	case pgtype.DateOID:
		return kindDate
	case pgtype.TimestampOID, pgtype.TimestamptzOID:
		return kindTime // without a zone: taken for UTC
	default:
		return kindUnsupported
	}
}

// #endregion types

// typeName names a type that the connection has not described.
func typeName(oid uint32) string {
	if known, ok := pgtype.NewMap().TypeForOID(oid); ok {
		return known.Name
	}
	return fmt.Sprintf("of its own (OID %d)", oid)
}

// column is a column of a table.
type column struct {
	name     string
	typeName string // as PostgreSQL calls it
	kind     kind
}

// errRange is about dates that PostgreSQL has and others do not. A year of five
// digits would make a destination panic that writes JSON.
var errRange = errors.New("infinite, or not in the years 0 to 9999")

// errNotFinite is about numbers that have no form in JSON. Avro's double holds
// them, so they would get as far as a destination that writes JSON: there
// encoding panics, and takes all of Conduit along.
var errNotFinite = errors.New("NaN or infinite")

// value turns the text form of a value into what goes into a record. Snapshot
// and changes share it, so a row looks the same wherever it comes from.
func (c column) value(text []byte) (any, error) {
	if text == nil {
		return nil, nil
	}
	value, err := c.parse(string(text))
	if err != nil {
		// The value itself is the user's data and does not belong into a log.
		return nil, fmt.Errorf("column %q: cannot use a value of type %s "+
			"with %d characters: %w", c.name, c.typeName, len(text), err)
	}
	return value, nil
}

func (c column) parse(text string) (any, error) {
	switch c.kind {
	case kindInteger:
		return withoutText(strconv.ParseInt(text, 10, 64))
	case kindReal:
		return parseReal(text)
	case kindText:
		return text, nil
	case kindBytes:
		if len(text) < 2 || text[:2] != `\x` {
			return nil, errors.New("not in the form hex")
		}
		return withoutText(hex.DecodeString(text[2:]))
	case kindBoolean:
		return text == "t", nil
	case kindDate:
		return parseDate(text)
	case kindTime:
		return parseTime(text)
	default:
		return nil, errors.New("unsupported type")
	}
}

// withoutText drops the input that the errors of package strconv quote.
func withoutText[T any](value T, err error) (any, error) {
	var number *strconv.NumError
	if errors.As(err, &number) {
		err = number.Err
	}
	if err != nil {
		return nil, err
	}
	return value, nil
}

func parseReal(text string) (any, error) {
	real, err := strconv.ParseFloat(text, 64)
	if err == nil && (math.IsNaN(real) || math.IsInf(real, 0)) {
		return nil, errNotFinite
	}
	return withoutText(real, err)
}

func parseDate(text string) (any, error) {
	var date pgtype.Date
	if err := date.Scan(text); err != nil ||
		date.InfinityModifier != pgtype.Finite {
		return nil, errRange
	}
	return inRange(date.Time)
}

// parseTime reads both types: with a zone the text ends with the offset of the
// session, which is UTC.
func parseTime(text string) (any, error) {
	text, bc := strings.CutSuffix(text, " BC")
	if !strings.HasSuffix(text, "+00") {
		text += "+00"
	}
	if bc {
		text += " BC"
	}
	var stamp pgtype.Timestamptz
	if err := stamp.Scan(text); err != nil {
		return nil, errRange
	}
	return inRange(stamp.Time.UTC())
}

func inRange(at time.Time) (any, error) {
	if at.Year() < 0 || at.Year() > 9999 {
		return nil, errRange
	}
	return at, nil
}
