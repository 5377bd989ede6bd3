// Package reckeychange proves the guideline REC-KEY-CHANGE: an update with the
// new key leaves the row under the old key at the destination for ever.
package reckeychange

import (
	"reflect"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
)

// event is an UPDATE in a change log, with all rows that it changed.
type event struct {
	offset int
	rows   []change
}

// change is a row before and after the update.
type change struct{ before, after opencdc.StructuredData }

func (c change) sameKey() bool {
	return reflect.DeepEqual(keyOf(c.before), keyOf(c.after))
}

func keyOf(row opencdc.StructuredData) opencdc.StructuredData {
	return opencdc.StructuredData{"shop": row["shop"], "id": row["id"]}
}

func (e event) position(i int) opencdc.Position {
	return opencdc.Position(strconv.Itoa(e.offset) + "." + strconv.Itoa(i))
}

func metadata() opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection("users")
	return meta
}
