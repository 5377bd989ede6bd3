// The proof of ERR-RECONNECT, run by the SDK.
package errreconnect

import (
	"io"
	"slices"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// write sends four records one by one and restarts the server after the first.
// It returns what becomes of each.
func write(t *testing.T, d sdk.Destination, srv *server) []string {
	t.Helper()
	plugin := sdk.NewDestinationPlugin(d, pconnector.PluginConfig{}, nil)
	_, err := plugin.Open(t.Context(), pconnector.DestinationOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	s := &stream{server: srv}
	if err := plugin.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return s.fates
}

func TestProof(t *testing.T) {
	srv := &server{}
	got := write(t, &Good{server: srv}, srv)
	want := []string{"ack", "connection reset by peer", "ack", "ack"}
	if !slices.Equal(got, want) {
		t.Errorf("good: %q", got)
	}

	srv = &server{}
	got = write(t, &Bad{Good{server: srv}}, srv)
	want = []string{
		"ack", "connection reset by peer", "conn closed", "conn closed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("bad: %q", got)
	}
}

// stream sends records one by one, as Conduit's default engine does with a
// dead-letter queue that takes what is rejected.
type stream struct {
	server *server
	sent   int
	fates  []string
}

func (*stream) Client() pconnector.DestinationRunStreamClient   { return nil }
func (s *stream) Server() pconnector.DestinationRunStreamServer { return s }

func (s *stream) Recv() (pconnector.DestinationRunRequest, error) {
	if s.sent == 4 {
		return pconnector.DestinationRunRequest{}, io.EOF
	}
	if s.sent == 1 {
		s.server.restarts++
	}
	s.sent++
	return pconnector.DestinationRunRequest{
		Records: make([]opencdc.Record, 1),
	}, nil
}

func (s *stream) Send(r pconnector.DestinationRunResponse) error {
	for _, ack := range r.Acks {
		fate := "ack"
		if ack.Error != "" {
			fate = ack.Error
		}
		s.fates = append(s.fates, fate)
	}
	return nil
}
