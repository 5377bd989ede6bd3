package cdcretentionlost

import (
	"context"
	"maps"
	"testing"
)

type openFunc func(
	ctx context.Context, log *changeLog, pos position,
) (position, error)

// replicate delivers two changes, stops while there are more, and starts again
// when only some of them are kept.
func replicate(
	t *testing.T, open openFunc, keep int,
) (table, copied map[string]string, err error) {
	t.Helper()
	table, copied = map[string]string{}, map[string]string{}
	var log changeLog
	number := 0
	write := func(key string, row *string) {
		number++
		c := change{number: number, key: key, row: row}
		log.kept = append(log.kept, c)
		apply(table, c)
	}
	first, second := "first", "second"

	write("a", &first)
	write("b", &first)
	var pos position
	for _, c := range log.after(pos.Last) {
		apply(copied, c)
		pos.Last = c.number
	}
	// Stopped.
	write("a", nil)
	write("b", &second)
	write("c", &first)
	log.keep(keep)

	pos, err = open(t.Context(), &log, pos)
	if err != nil {
		return table, copied, err
	}
	for _, c := range log.after(pos.Last) {
		apply(copied, c)
	}
	return table, copied, nil
}

// apply carries out a change.
func apply(rows map[string]string, c change) {
	if c.row == nil {
		delete(rows, c.key)
		return
	}
	rows[c.key] = *c.row
}

func TestProof(t *testing.T) {
	// All that is needed is there, for both.
	for name, open := range map[string]openFunc{
		"good": goodOpen, "bad": badOpen,
	} {
		for _, keep := range []int{5, 3} {
			table, copied, err := replicate(t, open, keep)
			if err != nil || !maps.Equal(table, copied) {
				t.Errorf("%s, %d changes kept: got %v and error %v, want %v",
					name, keep, copied, err, table)
			}
		}
	}

	for keep, gone := range []string{
		"the changes 3 to 5 are gone, the log begins at 6",
		"the changes 3 to 4 are gone, the log begins at 5",
		"the changes 3 to 3 are gone, the log begins at 4",
	} {
		_, _, err := replicate(t, goodOpen, keep)
		want := gone +
			": create a new connector, which begins with a snapshot"
		if err == nil || err.Error() != want {
			t.Errorf("good, %d kept: got error %v, want %s", keep, err, want)
		}
	}
	table, copied, err := replicate(t, badOpen, 1)
	if err != nil || len(copied) != 3 || copied["a"] != "first" ||
		copied["b"] != "first" {
		t.Errorf("bad: got %v and error %v", copied, err)
	}
	t.Logf("bad: of 5 changes, 2 were delivered and only the last is kept: "+
		"Open returns the error %v", err)
	t.Logf("bad: the table is %v", table)
	t.Logf("bad: the copy is %v", copied)
}
