// Package counter is a connector of somebody who imports the kit: its source
// reads a log of numbers.
package counter

import (
	"context"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Log is the system: changes in the order in which they were made.
type Log struct {
	mu      sync.Mutex
	changes []opencdc.Record
}

// Add adds a change.
func (l *Log) Add(rec opencdc.Record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rec.Position = opencdc.Position(strconv.Itoa(len(l.changes) + 1))
	l.changes = append(l.changes, rec)
}

func (l *Log) after(n int) (opencdc.Record, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n >= len(l.changes) {
		return opencdc.Record{}, false
	}
	return l.changes[n].Clone(), true
}

// NewConnector returns a connector whose source reads a log.
func NewConnector(log *Log) sdk.Connector {
	return sdk.Connector{
		NewSpecification: func() sdk.Specification {
			return sdk.Specification{Name: "counter"}
		},
		NewSource: func() sdk.Source { return &source{log: log} },
	}
}

type sourceConfig struct{ sdk.UnimplementedSourceConfig }

type source struct {
	sdk.UnimplementedSource
	config sourceConfig
	log    *Log
	next   int
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(_ context.Context, pos opencdc.Position) error {
	if len(pos) == 0 {
		return nil
	}
	var err error
	s.next, err = strconv.Atoi(string(pos))
	if os.Getenv("PLANTED_FAULT") != "" {
		s.next++ // a record is skipped at each restart
	}
	return err
}

func (s *source) Read(ctx context.Context) (opencdc.Record, error) {
	for {
		if rec, ok := s.log.after(s.next); ok {
			s.next++
			return rec, nil
		}
		select {
		case <-ctx.Done():
			return opencdc.Record{}, ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

func (s *source) Ack(context.Context, opencdc.Position) error { return nil }

func (s *source) Teardown(context.Context) error { return nil }
