package testrestart

import (
	"fmt"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Wrong on purpose: it stops in one place, and nothing changes meanwhile.

// #region bad

func badRestart(t *testing.T, newSource func(*store) sdk.Source) error {
	stops := []int{2} // half of the snapshot
	var before, during []event
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

// #endregion bad
