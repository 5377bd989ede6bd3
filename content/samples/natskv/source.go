package natskv

import (
	"context"
	"errors"
	"sync"

	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Source reads a bucket. It is thin: the reader does the work.
type Source struct {
	sdk.UnimplementedSource
	config SourceConfig

	life context.Context // ends with Teardown, and so does ReadN
	end  context.CancelFunc

	// Teardown can come while Open or ReadN still run.
	mu     sync.Mutex
	conn   *nats.Conn
	reader *reader
}

// NewSource wraps the source into the middleware of its configuration. What
// the configuration holds here becomes the default in connector.yaml.
func NewSource() sdk.Source {
	off := sdk.SourceWithSchemaExtraction{
		// A value is bytes: nobody knows its schema.
		PayloadEnabled: lang.Ptr(false),
		KeyEnabled:     lang.Ptr(false),
	}
	src := &Source{config: SourceConfig{
		DefaultSourceMiddleware: sdk.DefaultSourceMiddleware{
			SourceWithSchemaExtraction: off,
		},
	}}
	src.life, src.end = context.WithCancel(context.Background())
	return withOwnContext(sdk.SourceWithMiddleware(src))
}

// Config returns a pointer: the SDK fills the configuration through it.
func (s *Source) Config() sdk.SourceConfig { return &s.config }

// Open reads the position first: a damaged one needs no connection.
func (s *Source) Open(ctx context.Context, raw opencdc.Position) error {
	pos, err := parsePosition(raw)
	if err != nil {
		return err
	}
	ctx, leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if s.conn, err = connect(ctx, &s.config); err != nil {
		return err
	}
	js, err := jetstream.New(s.conn)
	if err != nil {
		return err
	}
	b := bucket{s.config.Bucket, js}
	s.reader, err = newReader(ctx, s.conn, b, &s.config, pos)
	return err
}

// ReadN returns up to n records and blocks until there is one.
func (s *Source) ReadN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	ctx, leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.reader.NextN(ctx, n)
}

// Ack has nothing to do: what a bucket forgets is not up to its readers.
func (s *Source) Ack(context.Context, opencdc.Position) error { return nil }

// Teardown frees what Open got. Conduit calls it without Open if it only
// validates a configuration, and after an Open that failed halfway.
func (s *Source) Teardown(ctx context.Context) error {
	s.end() // of calls that still run
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reader != nil {
		s.reader.close(ctx)
	}
	if s.conn != nil {
		s.conn.Close()
	}
	return nil
}

// Read is what the acceptance tests call; Conduit calls ReadN.
func (s *Source) Read(ctx context.Context) (opencdc.Record, error) {
	recs, err := s.ReadN(ctx, 1)
	if err != nil {
		return opencdc.Record{}, err
	}
	return recs[0], nil
}

var errTornDown = errors.New("source is torn down")

// enter begins a call that Teardown ends, and waits for.
func (s *Source) enter(
	ctx context.Context,
) (context.Context, func(), error) {
	s.mu.Lock()
	if s.life.Err() != nil {
		s.mu.Unlock()
		return nil, nil, errTornDown
	}
	ctx, cancel := context.WithCancel(ctx)
	unlink := context.AfterFunc(s.life, cancel)
	return ctx, func() {
		unlink()
		cancel()
		s.mu.Unlock()
	}, nil
}
