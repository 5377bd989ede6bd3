package concchannels

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

type config struct{ sdk.UnimplementedSourceConfig }

func (s *source) Config() sdk.SourceConfig { return &config{} }

func (s *Good) Open(ctx context.Context, _ opencdc.Position) error {
	s.records = make(chan opencdc.Record)
	go s.run(ctx)
	return nil
}

func (s *Bad) Open(ctx context.Context, _ opencdc.Position) error {
	s.records = make(chan opencdc.Record)
	go s.run(ctx)
	return nil
}

// failing is a feed of two records, whose connection is lost after them.
type failing struct{ sent int }

var errLost = errors.New("connection lost")

func (f *failing) next(context.Context) (opencdc.Record, error) {
	if f.sent == 2 {
		return opencdc.Record{}, errLost
	}
	f.sent++
	return opencdc.Record{
		Position: opencdc.Position(strconv.Itoa(f.sent)),
	}, nil
}

// read returns the first five positions that arrive, or, if the run ends
// before, those that did and its error.
func read(
	t *testing.T, connect func(feed) sdk.Source,
) (positions []string, err error) {
	t.Helper()
	c := adapter.StartSource(t, connect(&failing{}))
	for len(positions) < 5 {
		select {
		case rec := <-c.Records:
			positions = append(positions, string(rec.Position))
		case err := <-c.Ended:
			for len(c.Records) > 0 { // sent before the end
				positions = append(positions, string((<-c.Records).Position))
			}
			return positions, err
		case <-time.After(time.Second):
			t.Fatal("neither a record nor an error")
		}
	}
	return positions, nil
}

func TestProof(t *testing.T) {
	got, err := read(t, func(f feed) sdk.Source {
		return &Good{source{feed: f}}
	})
	const want = "read plugin error: read feed: connection lost"
	if len(got) != 2 || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("good: got %q, %v, want two records, %q", got, err, want)
	}

	// More records than there are: they are empty, and so is their position.
	got, err = read(t, func(f feed) sdk.Source {
		return &Bad{source{feed: f}}
	})
	if !slices.Equal(got, []string{"1", "2", "", "", ""}) || err != nil {
		t.Errorf("bad: got %q, %v", got, err)
	}
	t.Logf("bad: the feed has 2 records, then fails with %q", errLost)
	t.Logf("bad: got records with the positions %q; error: %v", got, err)
}
