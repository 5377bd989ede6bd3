package adapter

import (
	"context"
	"net"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	"github.com/conduitio/conduit-connector-protocol/pconnector/v2/client"
	"github.com/conduitio/conduit-connector-protocol/pconnector/v2/server"
	v2 "github.com/conduitio/conduit-connector-protocol/proto/connector/v2"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// Standalone is a source that is called over gRPC, as Conduit calls a
// standalone connector: the context of each call ends with the call. Only the
// process is the same.
type Standalone struct {
	// Records gets what the source sends.
	Records chan opencdc.Record
	// Ended gets the error of a run that ends before it is stopped.
	Ended chan error

	plugin *client.SourcePluginClient
	ctx    context.Context // of the stream
	end    context.CancelFunc
	close  func()
}

// StartStandalone configures a source without settings, opens it without
// position, and runs it.
func StartStandalone(t testing.TB, src sdk.Source) *Standalone {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	plugin := sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)
	remote := grpc.NewServer()
	v2.RegisterSourcePluginServer(
		remote, server.NewSourcePluginServer(plugin))
	go func() { _ = remote.Serve(listener) }()
	conn, err := grpc.NewClient(listener.Addr().String(),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	s := &Standalone{
		Records: make(chan opencdc.Record),
		Ended:   make(chan error, 1),
		plugin:  client.NewSourcePluginClient(conn),
		ctx:     ctx,
		end:     end,
		close: func() {
			if err := conn.Close(); err != nil {
				t.Error(err)
			}
			remote.Stop()
		},
	}
	_, err = s.plugin.Configure(
		ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.plugin.Open(ctx, pconnector.SourceOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	run := s.plugin.NewStream()
	if err := s.plugin.Run(ctx, run); err != nil {
		t.Fatal(err)
	}
	go s.receive(run.Client())
	return s
}

func (s *Standalone) receive(run pconnector.SourceRunStreamClient) {
	for {
		response, err := run.Recv()
		if err != nil {
			if s.ctx.Err() == nil {
				s.Ended <- err
			}
			return
		}
		for _, rec := range response.Records {
			select {
			case s.Records <- rec:
			case <-s.ctx.Done():
				return
			}
		}
	}
}

// Stop stops the source, as a user does, closes the stream and tears it down.
func (s *Standalone) Stop(ctx context.Context) error {
	defer s.close()
	_, err := s.plugin.Stop(ctx, pconnector.SourceStopRequest{})
	s.end()
	if err != nil {
		return err
	}
	_, err = s.plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	return err
}
