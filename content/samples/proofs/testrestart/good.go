package testrestart

import (
	"fmt"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

func goodRestart(t *testing.T, newSource func(*store) sdk.Source) error {
	stops := []int{0, 1, 2, 3, 4, 5, 6, 7} // 4 rows, then 3 changes
	before := []event{
		{{1, "A"}},
		{{5, "e"}, {6, "f"}}, // two rows
	}
	during := []event{{{1, "down"}}} // a row that was read
	for _, stop := range stops {
		db, copied := newStore(), table{}
		src := open(t, newSource(db), nil)
		db.change(before...)
		pos := copied.read(t, src, stop)
		teardown(t, src)
		db.change(during...)

		src = open(t, newSource(db), pos)
		copied.read(t, src, 99)
		teardown(t, src)
		if !copied.equal(db) {
			return fmt.Errorf("stop after %d: got %v, want %v",
				stop, copied, db.rows)
		}
	}
	return nil
}

// #endregion good
