package cdcoperations

import (
	"maps"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
)

type recordsFunc func(e event) ([]opencdc.Record, error)

// replicate writes the records of events to a destination, up to an error. It
// returns the name in each document.
func replicate(
	records recordsFunc, events []event,
) (names map[string]string, err error) {
	names = map[string]string{}
	for _, e := range events {
		recs, err := records(e)
		if err != nil {
			return names, err
		}
		for _, rec := range recs {
			key, _ := rec.Key.(opencdc.StructuredData)["id"].(string)
			if rec.Operation == opencdc.OperationDelete {
				delete(names, key)
				continue
			}
			doc, _ := rec.Payload.After.(opencdc.StructuredData)
			names[key], _ = doc["name"].(string)
		}
	}
	return names, nil
}

// change returns an event. Without name there is no new document.
func change(kind, id, name string) event {
	e := event{kind: kind, key: opencdc.StructuredData{"id": id}}
	if name != "" {
		e.document = opencdc.StructuredData{"name": name}
	}
	return e
}

func TestProof(t *testing.T) {
	const refused = `no record tells of a change of the kind "drop": ` +
		"create a new connector to start afresh"
	start := []event{
		change("insert", "a", "Ann"), change("update", "a", "Anna"),
	}
	for _, test := range []struct {
		event event
		want  map[string]string // at the destination
		err   string            // or the text that says why not
	}{
		{event: change("delete", "a", ""), want: map[string]string{}},
		{
			event: change("replace", "a", "Bob"),
			want:  map[string]string{"a": "Bob"},
		},
		{event: change("expire", "a", ""), want: map[string]string{}},
		{event: event{kind: "drop"}, err: refused},
	} {
		events := append(start[:2:2], test.event)
		got, err := replicate(goodRecords, events)
		switch {
		case test.err == "" && (err != nil || !maps.Equal(got, test.want)):
			t.Errorf("good, %s: got %v and error %v, want %v",
				test.event.kind, got, err, test.want)
		case test.err != "" && (err == nil || err.Error() != test.err):
			t.Errorf("good, %s: got error %v, want %s",
				test.event.kind, err, test.err)
		}

		got, err = replicate(badRecords, events)
		if test.event.kind == "delete" { // one that it names
			if err != nil || !maps.Equal(got, test.want) {
				t.Errorf("bad: got %v and error %v", got, err)
			}
			continue
		}
		if err != nil || got["a"] != "Anna" {
			t.Errorf("bad, %s: got %v and error %v, want Anna and none",
				test.event.kind, got, err)
		}
		t.Logf("bad: %s: the destination still has %q, error: %v",
			test.event.kind, got["a"], err)
	}
}
