package crashtest

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Change is one write to the system that a source reads.
type Change struct {
	// Operation is OperationCreate, OperationUpdate or OperationDelete. A
	// create is of a key that has no row, the others of one that has a row.
	Operation opencdc.Operation
	// Key identifies the row.
	Key int64
	// Value is the other column of the row: a short text, different in each
	// write. It is empty in a deletion.
	Value string
}

// String says what is written, in a few words.
func (c Change) String() string {
	if c.Operation == opencdc.OperationDelete {
		return fmt.Sprintf("delete %d", c.Key)
	}
	return fmt.Sprintf("%s %d %q", c.Operation, c.Key, c.Value)
}

// Fields names the columns of a row, for records to be read and made.
type Fields struct {
	Key   string // the column of the key; "id" if empty
	Value string // the other column; "value" if empty
	// Collection is put into the metadata of the records for a destination,
	// as opencdc.collection. Nothing is put there if it is empty.
	Collection string
}

func (f Fields) withDefaults() Fields {
	if f.Key == "" {
		f.Key = "id"
	}
	if f.Value == "" {
		f.Value = "value"
	}
	return f
}

// defaultKeys are awkward on purpose: negative, zero, and so large that a
// float64 cannot tell them from their neighbours. Their order as numbers is
// their order as texts, too.
func defaultKeys() []int64 {
	keys := []int64{-3, 0, 1, 4, 7}
	for i := range int64(15) {
		keys = append(keys, 1<<53+1+2*i)
	}
	return keys
}

const fewestKeys = 8 // that the script needs

func errFewKeys(n int) error {
	return fmt.Errorf("crashtest: %d keys are not enough, %d are",
		n, fewestKeys)
}
