package testrestart

import (
	"fmt"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Wrong on purpose: it stops in one place, and nothing changes meanwhile.

// #region bad

func badRestart(t *testing.T, newSource func(*store) sdk.Source) error {
	db, copied := newStore(), table{}
	src := open(t, newSource(db), nil)
	pos := copied.read(t, src, 2) // half of the snapshot
	teardown(t, src)

	src = open(t, newSource(db), pos)
	copied.read(t, src, 99)
	teardown(t, src)
	if !copied.equal(db) {
		return fmt.Errorf("got %v, want %v", copied, db.rows)
	}
	return nil
}

// #endregion bad
