package iterlastrecord

import (
	"context"
	"errors"
	"slices"
	"testing"
)

var errThrottled = errors.New("throttled")

type nextFunc func(context.Context, *pager) (record, error)

// deliver starts a source three times on a listing of three pages that nobody
// changes. A start goes on with the snapshot, from its beginning, unless a
// delivered record said that it is done. The second page can fail once, and
// one row can be of no interest.
func deliver(
	t *testing.T, next nextFunc, fail bool, unwanted string,
) (got []string) {
	t.Helper()
	pages := [][]string{{"a", "b"}, {}, {"c"}}
	fetch := func(_ context.Context, page int) ([]string, error) {
		switch {
		case page == 1 && fail:
			fail = false
			return nil, errThrottled
		case page == len(pages):
			return nil, nil
		}
		return slices.DeleteFunc(slices.Clone(pages[page]),
			func(row string) bool { return row == unwanted }), nil
	}

	done := false
	for range 3 { // starts
		p := &pager{fetch: fetch}
		for !done {
			more, err := p.more(t.Context())
			if err == nil && !more {
				break // the end, which no position tells
			}
			var rec record
			if err == nil {
				rec, err = next(t.Context(), p)
			}
			if errors.Is(err, errThrottled) {
				break // Conduit starts the source again
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rec.row)
			done = rec.done
		}
	}
	return got
}

// markAtError looks ahead, and takes a page that failed for the end.
func markAtError(ctx context.Context, p *pager) (record, error) {
	rec := record{row: p.take()}
	more, _ := p.more(ctx)
	rec.done = !more
	return rec, nil
}

// markAtShortPage counts what is left of a page of two rows, and takes a page
// with less for the last one.
func markAtShortPage(_ context.Context, p *pager) (record, error) {
	rec := record{row: p.take()}
	rec.done = len(p.rows) == 0 && p.size < 2
	return rec, nil
}

func TestProof(t *testing.T) {
	for _, test := range []struct {
		name string
		next nextFunc
		fail bool
		skip string
		want []string
		log  string // of wrong code
	}{
		{"good", goodNext, false, "", []string{"a", "b", "c"}, ""},
		// Each start copies the listing again.
		{"bad", badNext, false, "", []string{
			"a", "b", "c", "a", "b", "c", "a", "b", "c",
		}, "no record is marked as the last"},

		{"good, page fails", goodNext, true, "",
			[]string{"a", "a", "b", "c"}, ""},
		// The listing counts as done, so c is never read.
		{"bad mark, page fails", markAtError, true, "", []string{"a", "b"},
			"a page that fails marks the record before it as the last"},

		{"good, row filtered", goodNext, false, "b",
			[]string{"a", "c"}, ""},
		// One of two rows is left of the first page, so c is never read.
		{"bad mark, row filtered", markAtShortPage, false, "b",
			[]string{"a"}, "b is filtered, and a short page marks the last"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := deliver(t, test.next, test.fail, test.skip)
			if !slices.Equal(got, test.want) {
				t.Fatalf("%s: got %q, want %q", test.name, got, test.want)
			}
			if test.log != "" {
				t.Logf("bad: %s", test.log)
				t.Logf("bad: 3 starts deliver %q of a, b, c", got)
			}
		})
	}
}
