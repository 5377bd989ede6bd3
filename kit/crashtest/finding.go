package crashtest

import (
	"fmt"
	"time"
)

// Kind names what is wrong with a connector.
type Kind string

const (
	// Lost: a row, a change or a deletion never arrives, or was acknowledged
	// and is not in the target.
	Lost Kind = "lost"
	// Duplicated: something arrives again although nothing calls for it.
	Duplicated Kind = "duplicated"
	// SnapshotAgain: a restart reads rows of the snapshot that the position
	// already covers.
	SnapshotAgain Kind = "snapshot-again"
	// Reordered: of two changes to one row, the older one has the last word.
	Reordered Kind = "reordered"
	// WrongOperation: a record says create, update, delete or snapshot where
	// another one of them happened.
	WrongOperation Kind = "wrong-operation"
	// WrongData: a record or a row holds what nobody wrote.
	WrongData Kind = "wrong-data"
	// BadPosition: a position is empty, or two records have the same one.
	BadPosition Kind = "bad-position"
	// Stuck: records that are there come only after something else happened,
	// or not at all.
	Stuck Kind = "stuck"
	// StopHangs: Stop or Teardown does not return.
	StopHangs Kind = "stop-hangs"
	// Leak: a goroutine or a connection outlives Teardown.
	Leak Kind = "leak"
	// Fails: a call returned an error that nothing explains.
	Fails Kind = "fails"
	// Panics: a call panicked.
	Panics Kind = "panics"
	// WrongCount: the number that Write returned is not that of the records,
	// from the first on, that the target holds.
	WrongCount Kind = "wrong-count"
	// NotIdempotent: a destination cannot write a record that it has written.
	NotIdempotent Kind = "not-idempotent"
)

// Finding is one thing that is wrong.
type Finding struct {
	Kind Kind
	Text string
}

// String returns the kind and the text.
func (f Finding) String() string { return string(f.Kind) + ": " + f.Text }

// result is what came out of one scenario.
type result struct {
	name     string
	repeat   string // what else it takes to repeat it
	findings []Finding
	story    *story
	log      []string      // the end of that of the last process
	stop     time.Duration // the longest that a stop or a teardown took
}

// add notes a finding, once.
func (r *result) add(kind Kind, format string, args ...any) {
	f := Finding{Kind: kind, Text: fmt.Sprintf(format, args...)}
	for _, known := range r.findings {
		if known == f {
			return
		}
	}
	r.findings = append(r.findings, f)
}

// has tells whether a kind is among the findings.
func (r *result) has(kind Kind) bool {
	for _, f := range r.findings {
		if f.Kind == kind {
			return true
		}
	}
	return false
}
