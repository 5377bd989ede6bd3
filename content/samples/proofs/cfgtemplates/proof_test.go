package cfgtemplates

import (
	"testing"
	"text/template"

	"github.com/conduitio/conduit-commons/opencdc"
)

const (
	byMetadata = `{{ index .Metadata "opencdc.collection" }}`
	byField    = `{{ .Payload.After.kind }}`
)

// empty has neither.
var empty = opencdc.Record{
	Metadata: opencdc.Metadata{},
	Payload:  opencdc.Change{After: opencdc.StructuredData{}},
}

func TestProof(t *testing.T) {
	full := opencdc.Record{
		Metadata: opencdc.Metadata{"opencdc.collection": "users"},
		Payload:  opencdc.Change{After: opencdc.StructuredData{"kind": "a"}},
	}
	for _, test := range []struct {
		text, want string
	}{{byMetadata, "users"}, {byField, "a"}} {
		table, err := parse(test.text)
		if err != nil {
			t.Fatal(err)
		}
		g := good{router{table}}
		if got, err := g.tableOf(full); err != nil || got != test.want {
			t.Errorf("good, %s: got %q, %v", test.text, got, err)
		}
		got, err := g.tableOf(empty)
		if err == nil {
			t.Errorf("good, %s: got %q, want an error", test.text, got)
		}
	}

	// The option is there, and index returns an empty name.
	table, err := parse(byMetadata)
	if err != nil {
		t.Fatal(err)
	}
	got, err := bad{router{table}}.tableOf(empty)
	if err != nil || got != "" {
		t.Errorf("bad: got %q, %v, want an empty name", got, err)
	}
	t.Logf("bad: %s without collection: table %q, error %v",
		byMetadata, got, err)
}

// TestWithoutOption shows what the option is for.
func TestWithoutOption(t *testing.T) {
	table := template.Must(template.New("table").Parse(byField))
	got, err := good{router{table}}.tableOf(empty)
	if err != nil || got != "<no value>" {
		t.Errorf("got %q, %v, want <no value>", got, err)
	}
}
