package testrestart

import (
	"fmt"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

func goodRestart(t *testing.T, newSource func(*store) sdk.Source) error {
	const total = 4 + 3 // rows of the snapshot, and changes
	for stop := range total + 1 {
		db, copied := newStore(), table{}
		src := open(t, newSource(db), nil)
		db.change(change{1, "A"})
		db.change(change{5, "e"}, change{6, "f"}) // two rows, one event
		pos := copied.read(t, src, stop)
		teardown(t, src)
		db.change(change{1, "down"}) // a row that was read

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
