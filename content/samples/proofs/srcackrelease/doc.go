// Package srcackrelease proves the guideline SRC-ACK-RELEASE: a source that
// releases changes at once on Ack cannot go on after a crash of Conduit v0.18.
package srcackrelease

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

// changeLog is the log of the system. It forgets what is released.
type changeLog struct {
	released int // the newest change that is gone
}

func (l *changeLog) release(upTo int) { l.released = max(l.released, upTo) }

// margin is longer than Conduit can fall back, which is about a second.
const margin = 5 * time.Second

// base is what both sources have in common.
type base struct {
	log  *changeLog
	last int // the change that was delivered last

	marked   int // the last change acknowledged up to markedAt
	markedAt time.Time
}

// Open begins after the change of the position. Like PostgreSQL, the log does
// not skip what it no longer has.
func (b *base) Open(_ context.Context, raw opencdc.Position) error {
	b.last = 0
	if len(raw) > 0 {
		var err error
		if b.last, err = parse(raw); err != nil {
			return err
		}
	}
	if b.last < b.log.released {
		return fmt.Errorf("changes %d to %d were removed",
			b.last+1, b.log.released)
	}
	return nil
}

// next returns the position of the next change.
func (b *base) next() opencdc.Position {
	b.last++
	return opencdc.Position(strconv.Itoa(b.last))
}

func parse(pos opencdc.Position) (int, error) {
	change, err := strconv.Atoi(string(pos))
	if err != nil {
		return 0, fmt.Errorf("position %q: %w", pos, err)
	}
	return change, nil
}
