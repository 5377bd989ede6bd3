package crashtest

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

const pageSize = 2

// memSource is the reference: a small source that is right. Its steps are
// fields, so that each mutation can replace one of them.
type memSource struct {
	sdk.UnimplementedSource
	config memSourceConfig
	sourceSteps

	mu         sync.Mutex // Teardown can come while Open runs
	sys        *memory
	pos        memPosition
	buffer     []opencdc.Record
	handedOver bool // for one of the mutations
}

type memSourceConfig struct {
	sdk.DefaultSourceMiddleware
	Name string `json:"name"`
}

// memPosition is where to go on.
type memPosition struct {
	Snapshot bool   `json:"snapshot"`
	LastKey  *int64 `json:"lastKey,omitempty"` // nil: no row was read yet
	Upper    *int64 `json:"upper,omitempty"`   // nil: there was no row
	After    int    `json:"after"`             // the last entry of the log
}

// sourceSteps are what the source does.
type sourceSteps struct {
	resume   func(raw opencdc.Position) error
	after    func(key int64) bool // is a row behind the last one?
	upTo     func(key int64) bool // does a row belong to the snapshot?
	page     func() ([]row, error)
	handOver func(context.Context) error
	entries  func() ([]entry, <-chan struct{}, error)
	change   func(e entry) opencdc.Record
	encode   func() opencdc.Position
	take     func(n int) []opencdc.Record
	wait     func(ctx context.Context, more <-chan struct{}) error
	ack      func(pos memPosition) error
	opened   func()
	teardown func(context.Context) error
}

func newMemSource(mutate func(*memSource)) sdk.Source {
	return sdk.SourceWithMiddleware(plainSource(mutate))
}

// plainSource returns a source without its middleware.
func plainSource(mutate func(*memSource)) *memSource {
	s := &memSource{}
	s.sourceSteps = sourceSteps{
		resume: s.resumeAt, after: s.isAfter, upTo: s.isUpTo,
		page: s.readPage, handOver: s.beginChanges, entries: s.readEntries,
		change: s.changeRecord, encode: s.position, take: s.takeN,
		wait: s.waitForMore, ack: s.noted, opened: s.release,
		teardown: s.close,
	}
	mutate(s)
	return s
}

func (s *memSource) Config() sdk.SourceConfig { return &s.config }

func (s *memSource) Open(_ context.Context, raw opencdc.Position) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.sys, err = connect(s.config.Name); err != nil {
		return err
	}
	if err := s.resume(raw); err != nil {
		return err
	}
	s.opened()
	return nil
}

// resumeAt finds out where to go on. Without a position the log begins where
// it began at the first start: what was delivered since may be deleted now.
func (s *memSource) resumeAt(raw opencdc.Position) error {
	if len(raw) > 0 {
		return json.Unmarshal(raw, &s.pos)
	}
	s.pos = memPosition{Snapshot: true, After: s.sys.keepStart()}
	s.fixUpper()
	return nil
}

// fixUpper ends the snapshot at the last row of now.
func (s *memSource) fixUpper() {
	s.pos.Upper = nil
	rows, _ := s.sys.page(func(int64) bool { return true }, 1<<30)
	if len(rows) > 0 {
		s.pos.Upper = &rows[len(rows)-1].key
	}
}

// release frees what the stored position covers. An acknowledgement is no
// reason to: Conduit may store the position later, or never.
func (s *memSource) release() {
	s.sys.prune(s.pos.After)
}

func (s *memSource) ReadN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	for len(s.buffer) == 0 {
		if err := s.fill(ctx); err != nil {
			return nil, err
		}
	}
	return s.take(n), nil
}

// fill reads the next page, and waits if there is none.
func (s *memSource) fill(ctx context.Context) error {
	if s.pos.Snapshot {
		rows, err := s.page()
		if err != nil {
			return err
		}
		for _, r := range rows {
			s.pos.LastKey = &r.key
			s.buffer = append(s.buffer, s.rowRecord(r))
		}
		if len(rows) > 0 {
			return nil
		}
		return s.handOver(ctx)
	}
	entries, more, err := s.entries()
	if err != nil {
		return err
	}
	for _, e := range entries {
		s.pos.After++
		s.buffer = append(s.buffer, s.change(e))
	}
	if len(entries) == 0 {
		return s.wait(ctx, more)
	}
	return nil
}

func (s *memSource) isAfter(key int64) bool {
	return s.pos.LastKey == nil || key > *s.pos.LastKey
}

func (s *memSource) isUpTo(key int64) bool {
	return s.pos.Upper != nil && key <= *s.pos.Upper
}

func (s *memSource) readPage() ([]row, error) {
	return s.sys.page(func(key int64) bool {
		return s.after(key) && s.upTo(key)
	}, pageSize)
}

func (s *memSource) beginChanges(context.Context) error {
	s.pos = memPosition{After: s.pos.After}
	return nil
}

func (s *memSource) readEntries() ([]entry, <-chan struct{}, error) {
	return s.sys.changes(s.pos.After, pageSize)
}

func (s *memSource) waitForMore(
	ctx context.Context, more <-chan struct{},
) error {
	select {
	case <-more:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *memSource) takeN(n int) []opencdc.Record {
	if n < 1 || n > len(s.buffer) {
		n = len(s.buffer)
	}
	taken := s.buffer[:n:n]
	s.buffer = s.buffer[n:]
	return taken
}

func (s *memSource) position() opencdc.Position {
	raw, err := json.Marshal(s.pos)
	if err != nil {
		panic(err) // a struct of numbers
	}
	return raw
}

func (s *memSource) rowRecord(r row) opencdc.Record {
	return sdk.Util.Source.NewRecordSnapshot(
		s.encode(), nil, keyData(r.key), rowData(r.key, &r.value))
}

func (s *memSource) changeRecord(e entry) opencdc.Record {
	return opencdc.Record{
		Position:  s.encode(),
		Operation: e.op,
		Metadata:  opencdc.Metadata{},
		Key:       keyData(e.key),
		Payload: opencdc.Change{
			Before: rowData(e.key, e.before), After: rowData(e.key, e.after),
		},
	}
}

func keyData(key int64) opencdc.Data {
	return opencdc.StructuredData{"id": key}
}

// rowData returns nil for a row that is not there.
func rowData(key int64, value *string) opencdc.Data {
	if value == nil {
		return nil
	}
	return opencdc.StructuredData{"id": key, "value": *value}
}

func (s *memSource) Ack(_ context.Context, raw opencdc.Position) error {
	var pos memPosition
	if err := json.Unmarshal(raw, &pos); err != nil {
		return fmt.Errorf("acknowledged position %q: %w", raw, err)
	}
	return s.ack(pos)
}

func (s *memSource) noted(memPosition) error { return nil }

func (s *memSource) Teardown(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.teardown(ctx)
}

func (s *memSource) close(context.Context) error {
	if s.sys != nil {
		s.sys.disconnect()
	}
	return nil
}

// memConnector is a connector of the reference, or of a mutation of it.
func memConnector(
	source func(*memSource), destination func(*memDestination),
) sdk.Connector {
	return sdk.Connector{
		NewSpecification: memSpecification,
		NewSource:        func() sdk.Source { return newMemSource(source) },
		NewDestination: func() sdk.Destination {
			return newMemDestination(destination)
		},
	}
}

// memSpecification has the parameters that specgen would have found.
func memSpecification() sdk.Specification {
	parameter := func(
		kind config.ParameterType, value string,
	) config.Parameter {
		return config.Parameter{Type: kind, Default: value}
	}
	shared := func() config.Parameters {
		return config.Parameters{
			"name":            parameter(config.ParameterTypeString, ""),
			"sdk.batch.size":  parameter(config.ParameterTypeInt, "0"),
			"sdk.batch.delay": parameter(config.ParameterTypeDuration, "0"),
			"sdk.schema.extract.key.enabled": parameter(
				config.ParameterTypeBool, "true"),
			"sdk.schema.extract.payload.enabled": parameter(
				config.ParameterTypeBool, "true"),
		}
	}
	source, destination := shared(), shared()
	for name, p := range map[string]config.Parameter{
		"sdk.schema.extract.type": parameter(
			config.ParameterTypeString, "avro"),
		"sdk.schema.extract.key.subject": parameter(
			config.ParameterTypeString, "key"),
		"sdk.schema.extract.payload.subject": parameter(
			config.ParameterTypeString, "payload"),
		"sdk.schema.context.enabled": parameter(
			config.ParameterTypeBool, "true"),
		"sdk.schema.context.name": parameter(
			config.ParameterTypeString, ""),
	} {
		source[name] = p
	}
	for name, p := range map[string]config.Parameter{
		"sdk.rate.perSecond": parameter(config.ParameterTypeFloat, "0"),
		"sdk.rate.burst":     parameter(config.ParameterTypeInt, "0"),
		"sdk.record.format": parameter(
			config.ParameterTypeString, "opencdc/json"),
		"sdk.record.format.options": parameter(
			config.ParameterTypeString, ""),
	} {
		destination[name] = p
	}
	return sdk.Specification{
		Name: "memory", SourceParams: source, DestinationParams: destination,
	}
}
