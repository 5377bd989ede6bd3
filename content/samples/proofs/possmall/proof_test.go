package possmall

import (
	"context"
	"fmt"
	"math"
	"net"
	"strings"
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

// limit is what a standalone connector accepts in one message by default, in
// bytes.
const limit = 4 << 20

// delivered is how many rows a source has delivered when it starts: with all of
// their keys, which take 39 bytes each, a position is just below the limit.
const delivered = limit/39 - 1

// start runs a source over gRPC, as Conduit runs a standalone connector: what
// it receives has the default limit, what Conduit receives has none.
func start(
	t *testing.T, src sdk.Source,
) pconnector.SourceRunStreamClient {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	remote := grpc.NewServer(grpc.MaxRecvMsgSize(limit))
	v2.RegisterSourcePluginServer(remote, server.NewSourcePluginServer(
		sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)))
	go func() { _ = remote.Serve(listener) }()
	conn, err := grpc.NewClient(listener.Addr().String(),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(math.MaxInt)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	plugin := client.NewSourcePluginClient(conn)
	t.Cleanup(func() {
		end()
		remote.Stop()
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	_, err = plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = plugin.Open(ctx, pconnector.SourceOpenRequest{}); err != nil {
		t.Fatal(err)
	}
	run := plugin.NewStream()
	if err := plugin.Run(ctx, run); err != nil {
		t.Fatal(err)
	}
	return run.Client()
}

const rest = 2 // rows

// run delivers the rest of the rows, and acknowledges each at once. It returns
// the positions that the source got back, and what ended the run early.
func run(
	t *testing.T, f func([]string) position,
) (acked []opencdc.Position, err error) {
	t.Helper()
	src := &source{
		position: f, rest: rest, acks: make(chan opencdc.Position, rest),
	}
	for i := range delivered {
		src.keys = append(src.keys, fmt.Sprintf("%036d", i))
	}
	conduit := start(t, src)
	ended := make(chan error, 1)
	go func() {
		for {
			response, err := conduit.Recv()
			if err != nil {
				ended <- err
				return
			}
			for _, rec := range response.Records {
				// Recv tells why a stream cannot be sent on.
				_ = conduit.Send(pconnector.SourceRunRequest{
					AckPositions: []opencdc.Position{rec.Position},
				})
			}
		}
	}()
	for len(acked) < rest {
		select {
		case pos := <-src.acks:
			acked = append(acked, pos)
		case err := <-ended:
			return acked, err
		}
	}
	return acked, nil
}

func TestProof(t *testing.T) {
	acked, err := run(t, goodPosition)
	if len(acked) != rest || err != nil {
		t.Errorf("good: %d rows acknowledged, %v", len(acked), err)
	}

	// A restart begins with the same position, so it ends at the same row.
	acked, err = run(t, badPosition)
	if len(acked) != 0 || err == nil ||
		!strings.Contains(err.Error(), "larger than max") {
		t.Errorf("bad: %d rows acknowledged, %v", len(acked), err)
	}
	t.Logf("bad: %d rows delivered before; each start acknowledges %d more, "+
		"and ends with: %v", delivered, len(acked), err)
}
