package iterator

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// #region key

// Key is the primary key of a row, one value per column, in key order.
type Key []Value

// Value is one column of a key; exactly one field is set. The fields are typed
// because JSON decodes a number in an `any` as float64, which changes integers
// beyond 2^53, and bytes as text.
type Value struct {
	Integer *int64   `json:"integer,omitempty"`
	Real    *float64 `json:"real,omitempty"`
	Text    *string  `json:"text,omitempty"`
	Bytes   *[]byte  `json:"bytes,omitempty"`
}

// #endregion key

// NewKey wraps the values of a key as the database returned them.
func NewKey(values ...any) (Key, error) {
	key := make(Key, len(values))
	for i, v := range values {
		value, err := newValue(v)
		if err != nil {
			return nil, fmt.Errorf("key column %d: %w", i+1, err)
		}
		key[i] = value
	}
	return key, nil
}

func newValue(v any) (Value, error) {
	switch v := v.(type) {
	case int64:
		return Value{Integer: &v}, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Value{}, fmt.Errorf("JSON cannot hold the number %v", v)
		}
		return Value{Real: &v}, nil
	case string:
		if !utf8.ValidString(v) {
			return Value{}, fmt.Errorf("text %q is not valid UTF-8", v)
		}
		return Value{Text: &v}, nil
	case []byte:
		return Value{Bytes: &v}, nil
	case nil:
		return Value{}, errors.New("NULL cannot identify a row")
	default:
		return Value{}, fmt.Errorf("unsupported kind %T", v)
	}
}

// Args returns the values as arguments of a query.
func (k Key) Args() []any {
	args := make([]any, len(k))
	for i, v := range k {
		switch {
		case v.Integer != nil:
			args[i] = *v.Integer
		case v.Real != nil:
			args[i] = *v.Real
		case v.Text != nil:
			args[i] = *v.Text
		case v.Bytes != nil:
			args[i] = *v.Bytes
		}
	}
	return args
}

func (k Key) validate() error {
	for i, v := range k {
		set := 0
		for _, is := range []bool{
			v.Integer != nil, v.Real != nil, v.Text != nil, v.Bytes != nil,
		} {
			if is {
				set++
			}
		}
		if set != 1 {
			return fmt.Errorf("key column %d has %d values, want 1", i+1, set)
		}
	}
	return nil
}
