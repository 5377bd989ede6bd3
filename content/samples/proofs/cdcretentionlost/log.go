// Package cdcretentionlost proves the guideline CDC-RETENTION-LOST: a source
// that goes on from the oldest change left skips those that are gone.
package cdcretentionlost

// change is an entry of the log. A nil row is a deletion.
type change struct {
	number int // from 1
	key    string
	row    *string
}

// changeLog is one that is kept for a while only.
type changeLog struct {
	kept    []change
	removed int // number of the last change that is gone
}

// keep removes all but the last n changes.
func (l *changeLog) keep(n int) {
	for len(l.kept) > n {
		l.removed = l.kept[0].number
		l.kept = l.kept[1:]
	}
}

// oldest returns the number of the first change that can be read, now or when
// there is one.
func (l *changeLog) oldest() int { return l.removed + 1 }

// after returns the changes after a number.
func (l *changeLog) after(number int) (changes []change) {
	for _, c := range l.kept {
		if c.number > number {
			changes = append(changes, c)
		}
	}
	return changes
}

// position is what Conduit stores with each record.
type position struct {
	Last int `json:"last"` // number of the last change delivered
}
