package posforeign

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

// deliver starts a source on a queue and returns the messages it delivers, and
// the position of the last one.
func deliver(
	t *testing.T, open func(queue, opencdc.Position) (position, error),
	q queue, raw opencdc.Position,
) (messages []string, last opencdc.Position, err error) {
	t.Helper()
	pos, err := open(q, raw)
	if err != nil {
		return nil, raw, err
	}
	if pos.Offset < len(q.messages) {
		messages = q.messages[pos.Offset:]
	}
	pos.Offset += len(messages)
	last, err = json.Marshal(pos)
	if err != nil {
		t.Fatal(err)
	}
	return messages, last, nil
}

func TestProof(t *testing.T) {
	orders := queue{"orders", []string{"o1", "o2", "o3"}}
	returns := queue{"returns", []string{"r1", "r2", "r3", "r4"}}
	for name, test := range map[string]struct {
		open func(queue, opencdc.Position) (position, error)
		want []string
		err  string
	}{
		"good": {goodOpen, nil,
			`position belongs to queue "orders", but this is "returns"`},
		"bad": {badOpen, []string{"r4"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, stored, err := deliver(t, test.open, orders, nil)
			if len(got) != 3 || err != nil {
				t.Fatalf("%s: first start: got %q, %v", name, got, err)
			}
			more := orders
			more.messages = append(slices.Clone(orders.messages), "o4")
			got, _, err = deliver(t, test.open, more, stored)
			if !slices.Equal(got, []string{"o4"}) || err != nil {
				t.Fatalf("%s: restart: got %q, %v", name, got, err)
			}

			// The user changes the setting; Conduit keeps the position.
			got, _, err = deliver(t, test.open, returns, stored)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("%s: got %q, %v, want %q",
						name, got, err, test.err)
				}
				return
			}
			if !slices.Equal(got, test.want) || err != nil {
				t.Fatalf("%s: got %q, %v, want %q", name, got, err, test.want)
			}
			t.Logf("bad: the position is %s, the setting now %q",
				stored, returns.name)
			t.Logf("bad: of %q it delivers %q, error: %v",
				returns.messages, got, err)
		})
	}
}
