package srcackrelease

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

type source interface {
	Open(context.Context, opencdc.Position) error
	Ack(context.Context, opencdc.Position) error
	next() opencdc.Position
}

// Conduit stores the position once a second, and a change comes each 100 ms.
const perSecond = 10

// crash kills Conduit after a number of changes, which the destination has all
// acknowledged, and returns the position that is stored by then. Conduit v0.18
// calls Ack at once and stores the position later; v0.19 stores it, and then
// calls Ack for what it covers.
func crash(
	t *testing.T, src source, ackFirst bool, changes int,
) (stored opencdc.Position) {
	t.Helper()
	ack := func(pos opencdc.Position) {
		if err := src.Ack(t.Context(), pos); err != nil {
			t.Fatal(err)
		}
	}
	if err := src.Open(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var waiting []opencdc.Position
	for range changes {
		time.Sleep(time.Second / perSecond)
		pos := src.next()
		if ackFirst {
			ack(pos)
		}
		waiting = append(waiting, pos)
		if len(waiting) < perSecond {
			continue
		}
		stored = pos
		if !ackFirst {
			for _, pos := range waiting {
				ack(pos)
			}
		}
		waiting = nil
	}
	return stored
}

func TestProof(t *testing.T) {
	const crashes = 200 // after 1 to 200 changes, that is within 20 seconds
	for _, test := range []struct {
		version  string
		ackFirst bool
		fail     int // crashes after which the bad source cannot go on
	}{
		{"v0.18", true, 180}, // the others come right after a write
		{"v0.19", false, 0},
	} {
		t.Run(test.version, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				failed := 0
				for n := 1; n <= crashes; n++ {
					log := &changeLog{}
					src := &good{base{log: log}}
					stored := crash(t, src, test.ackFirst, n)
					again := &good{base{log: log}}
					if err := again.Open(t.Context(), stored); err != nil {
						t.Errorf("good, crash after %d: %v", n, err)
					}
					if n == crashes && log.released == 0 {
						t.Error("good: nothing was released")
					}

					log = &changeLog{}
					stored = crash(
						t, &bad{base{log: log}}, test.ackFirst, n)
					err := (&bad{base{log: log}}).Open(t.Context(), stored)
					if err != nil {
						failed++
					}
					if n == 25 {
						t.Logf("bad: order of %s, killed after 25 changes: "+
							"position %s, Open: %v",
							test.version, stored, err)
					}
				}
				if failed != test.fail {
					t.Errorf("bad: %d crashes, want %d", failed, test.fail)
				}
				t.Logf("bad: order of %s: after %d of %d crashes the source "+
					"cannot be opened again", test.version, failed, crashes)
			})
		})
	}
}
