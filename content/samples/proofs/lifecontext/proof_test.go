// The proof of LIFE-CONTEXT, run by the SDK.
package lifecontext

import (
	"context"
	"database/sql"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
	_ "modernc.org/sqlite" // the driver
)

// stop reads two records, stops the source, and acknowledges both, as Conduit
// does. It returns how many acknowledgements were stored, and how the run
// ended.
func stop(
	t *testing.T, src func(source) sdk.Source,
) (stored int, ended error) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	_, err = db.ExecContext(ctx, "CREATE TABLE acknowledged (pos TEXT)")
	if err != nil {
		t.Fatal(err)
	}

	s := &stream{
		records: make(chan struct{}, 2), acks: make(chan opencdc.Position, 2),
	}
	plugin := sdk.NewSourcePlugin(
		src(source{db: db}), pconnector.PluginConfig{}, nil)
	_, err = plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = plugin.Open(ctx, pconnector.SourceOpenRequest{})
	if err != nil {
		t.Fatal(err)
	}
	run := make(chan error, 1)
	go func() { run <- plugin.Run(ctx, s) }()
	<-s.records
	<-s.records
	_, err = plugin.Stop(ctx, pconnector.SourceStopRequest{})
	if err != nil {
		t.Fatal(err)
	}
	s.acks <- opencdc.Position("1")
	s.acks <- opencdc.Position("2")
	close(s.acks)
	ended = <-run
	// The bad one cannot commit; what it has stored is what counts.
	_, _ = plugin.Teardown(ctx, pconnector.SourceTeardownRequest{})
	err = db.QueryRowContext(
		ctx, "SELECT count(*) FROM acknowledged").Scan(&stored)
	if err != nil {
		t.Fatal(err)
	}
	return stored, ended
}

func TestProof(t *testing.T) {
	stored, err := stop(t, func(s source) sdk.Source { return &Good{s} })
	if stored != 2 || err != nil {
		t.Errorf("good: %d stored, %v", stored, err)
	}
	stored, err = stop(t, func(s source) sdk.Source { return &Bad{s} })
	if stored != 0 || err == nil ||
		!strings.HasPrefix(err.Error(), "ack plugin error: ") {
		t.Errorf("bad: %d stored, %v", stored, err)
	}
	t.Logf("bad: %v", err)
}

// stream takes records and delivers acknowledgements.
type stream struct {
	records chan struct{}
	acks    chan opencdc.Position
}

func (*stream) Client() pconnector.SourceRunStreamClient   { return nil }
func (s *stream) Server() pconnector.SourceRunStreamServer { return s }

func (s *stream) Send(pconnector.SourceRunResponse) error {
	s.records <- struct{}{}
	return nil
}

func (s *stream) Recv() (pconnector.SourceRunRequest, error) {
	pos, ok := <-s.acks
	if !ok {
		return pconnector.SourceRunRequest{}, io.EOF
	}
	return pconnector.SourceRunRequest{
		AckPositions: []opencdc.Position{pos},
	}, nil
}
