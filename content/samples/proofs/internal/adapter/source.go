// Package adapter runs the connectors of the proofs the way Conduit runs a
// built-in one: through the SDK's adapter, with the same calls in the same
// order. Only the stream between them is made of channels, so that a test can
// hold back acknowledgements, or stop in the middle of a batch.
package adapter

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Source is a source that runs.
type Source struct {
	// Records gets what the source sends. It has room for more records than
	// any proof reads, so that no source waits for its test.
	Records chan opencdc.Record
	// Acks takes positions, each of which the SDK gives to Ack.
	Acks chan opencdc.Position
	// Ended gets the result of the run, once.
	Ended chan error

	plugin pconnector.SourcePlugin
	ctx    context.Context // of the stream
	end    context.CancelFunc
	both   sync.WaitGroup // reading, and waiting for acknowledgements
}

// StartSource configures a source without settings, opens it without position,
// and runs it. The stream is closed when the test ends.
func StartSource(t testing.TB, src sdk.Source) *Source {
	t.Helper()
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(end)
	s := &Source{
		Records: make(chan opencdc.Record, 100),
		Acks:    make(chan opencdc.Position),
		Ended:   make(chan error, 1),
		plugin:  sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil),
		ctx:     ctx,
		end:     end,
	}
	s.both.Add(2)
	_, err := s.plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.plugin.Open(ctx, pconnector.SourceOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	go func() { s.Ended <- s.plugin.Run(ctx, stream{s}) }()
	return s
}

// Stop asks the source to stop reading, and waits until it has. The SDK itself
// would wait for a minute.
func (s *Source) Stop(patience time.Duration) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	_, err := s.plugin.Stop(ctx, pconnector.SourceStopRequest{})
	return err
}

// Teardown closes the stream and tears the source down, as Conduit does after
// Stop. No acknowledgement comes any more.
func (s *Source) Teardown(patience time.Duration) error {
	s.end()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := s.plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	return err
}

// stream is what the SDK sees of Conduit.
type stream struct{ s *Source }

func (stream) Client() pconnector.SourceRunStreamClient { return nil }

// Server is called by both goroutines of a run, and lets them begin together:
// SDK v0.14.2 panics if the first read fails before the second goroutine runs.
func (c stream) Server() pconnector.SourceRunStreamServer {
	c.s.both.Done()
	c.s.both.Wait()
	return c
}

func (c stream) Send(response pconnector.SourceRunResponse) error {
	for _, rec := range response.Records {
		select {
		case c.s.Records <- rec:
		case <-c.s.ctx.Done():
			return c.s.ctx.Err()
		}
	}
	return nil
}

func (c stream) Recv() (pconnector.SourceRunRequest, error) {
	select {
	case pos := <-c.s.Acks:
		return pconnector.SourceRunRequest{
			AckPositions: []opencdc.Position{pos},
		}, nil
	case <-c.s.ctx.Done():
		return pconnector.SourceRunRequest{}, io.EOF
	}
}
