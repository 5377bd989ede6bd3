// Package testrestart runs two restart tests on sources that are right, and on
// sources that lose changes.
package testrestart

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// store is a system: rows, and a log of events that change one or more rows.
type store struct {
	rows map[int]string
	log  []event
}

// event is what happened at once.
type event []change

type change struct {
	key   int
	value string
}

func newStore() *store {
	return &store{rows: map[int]string{1: "a", 2: "b", 3: "c", 4: "d"}}
}

func (s *store) change(events ...event) {
	for _, event := range events {
		for _, c := range event {
			s.rows[c.key] = c.value
		}
	}
	s.log = append(s.log, events...)
}

// position of a record: the last row of the snapshot, where the snapshot ends,
// and what comes next in the log.
type position struct {
	LastKey, Bound, Event, Row int
}

func (p position) sdk() opencdc.Position {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // numbers can always be encoded
	}
	return text
}

// source reads the rows of a store, then its log. Two defects can be switched
// on.
type source struct {
	sdk.UnimplementedSource
	store *store
	pos   position
	// forgetsStart is the defect that the start of the log is only in memory: a
	// restart in the snapshot begins with the changes of today.
	forgetsStart bool
	// sharesPosition is the defect that all rows of an event have the position
	// behind it.
	sharesPosition bool
}

func (s *source) Open(_ context.Context, p opencdc.Position) error {
	if p == nil {
		s.pos = position{
			Bound: slices.Max(slices.Collect(maps.Keys(s.store.rows))),
			Event: len(s.store.log),
		}
		return nil
	}
	if err := json.Unmarshal(p, &s.pos); err != nil {
		return err
	}
	if s.forgetsStart && s.pos.LastKey < s.pos.Bound {
		s.pos.Event = len(s.store.log)
	}
	return nil
}

func (s *source) Read(context.Context) (opencdc.Record, error) {
	for _, key := range slices.Sorted(maps.Keys(s.store.rows)) {
		if key > s.pos.LastKey && key <= s.pos.Bound {
			s.pos.LastKey = key
			return s.record(s.pos, change{key, s.store.rows[key]}), nil
		}
	}
	if s.pos.Event == len(s.store.log) {
		return opencdc.Record{}, sdk.ErrBackoffRetry
	}
	event := s.store.log[s.pos.Event]
	c := event[s.pos.Row]
	behind, next := s.pos, s.pos
	behind.Event, behind.Row = s.pos.Event+1, 0
	if next.Row++; next.Row == len(event) {
		next = behind
	}
	s.pos = next
	if s.sharesPosition {
		return s.record(behind, c), nil
	}
	return s.record(next, c), nil
}

func (*source) record(p position, c change) opencdc.Record {
	return opencdc.Record{
		Position: p.sdk(), Key: opencdc.RawData(strconv.Itoa(c.key)),
		Payload: opencdc.Change{After: opencdc.RawData(c.value)},
	}
}

func (*source) Ack(context.Context, opencdc.Position) error { return nil }
func (*source) Teardown(context.Context) error              { return nil }
