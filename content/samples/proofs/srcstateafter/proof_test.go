// The proof of SRC-STATE-AFTER, run by the SDK.
package srcstateafter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

func (s *Good) Config() sdk.SourceConfig { return &config{} }

func (s *Good) Open(context.Context, opencdc.Position) error { return nil }

func (s *Bad) Config() sdk.SourceConfig { return &config{} }

func (s *Bad) Open(context.Context, opencdc.Position) error { return nil }

type config struct{ sdk.UnimplementedSourceConfig }

const rows = 5

// query returns pages of three rows, and waits after the last one.
func query(ctx context.Context, after int) ([]int, error) {
	var page []int
	for row := after + 1; row <= min(after+3, rows); row++ {
		page = append(page, row)
	}
	if len(page) == 0 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return page, nil
}

// failAlways returns a function that makes records, but never one of a row.
func failAlways(bad int) func(context.Context, int) (opencdc.Record, error) {
	return func(_ context.Context, row int) (opencdc.Record, error) {
		if row == bad {
			return opencdc.Record{}, fmt.Errorf("row %d: no number", row)
		}
		return opencdc.Record{Position: fmt.Append(nil, row)}, nil
	}
}

// failOnce returns a function that makes records, but one row only at the
// second attempt.
func failOnce(bad int) func(context.Context, int) (opencdc.Record, error) {
	failed := false
	return func(_ context.Context, row int) (opencdc.Record, error) {
		if row == bad && !failed {
			failed = true
			return opencdc.Record{}, errors.Join(
				fmt.Errorf("row %d: no answer", row), sdk.ErrBackoffRetry)
		}
		return opencdc.Record{Position: fmt.Append(nil, row)}, nil
	}
}

// delivered returns what arrives until all rows have, until the run ends, or
// until nothing comes for some time. That has to be longer than the SDK's pause
// of 100 ms.
func delivered(
	t *testing.T, src sdk.Source, patience time.Duration,
) (got []string, err error) {
	t.Helper()
	c := adapter.StartSource(t, src)
	for len(got) < rows {
		select {
		case rec := <-c.Records:
			got = append(got, string(rec.Position))
			continue
		case err := <-c.Ended:
			for len(c.Records) > 0 { // sent before the end
				got = append(got, string((<-c.Records).Position))
			}
			return got, err
		case <-time.After(patience):
		}
		break
	}
	return got, c.Stop(5 * time.Second)
}

func TestProof(t *testing.T) {
	// Row 1 is the first of its page, row 3 is not.
	for _, failing := range []int{1, 3} {
		var all, others []string
		for row := range rows {
			all = append(all, fmt.Sprint(row+1))
			if row+1 != failing {
				others = append(others, fmt.Sprint(row+1))
			}
		}
		got, err := delivered(t, &Good{
			query: query, record: failOnce(failing),
		}, 5*time.Second)
		if !slices.Equal(got, all) || err != nil {
			t.Errorf("good: row %d fails once: got %v, %v", failing, got, err)
		}
		got, err = delivered(t, &Bad{
			query: query, record: failOnce(failing),
		}, 600*time.Millisecond)
		if !slices.Equal(got, others) || err != nil {
			t.Errorf("bad: row %d fails once: got %v, %v", failing, got, err)
		}
		t.Logf("bad: row %d of %d fails once: delivered %v, error %v",
			failing, rows, got, err)
	}

	got, err := delivered(t, &Good{
		query: query, record: failAlways(3),
	}, 5*time.Second)
	if !slices.Equal(got, []string{"1", "2"}) || err == nil ||
		!strings.Contains(err.Error(), "row 3: no number") {
		t.Errorf("good: row 3 fails for ever: got %v, %v", got, err)
	}
	// The row is gone, and so is the error.
	got, err = delivered(t, &Bad{
		query: query, record: failAlways(3),
	}, 400*time.Millisecond)
	if !slices.Equal(got, []string{"1", "2", "4", "5"}) || err != nil {
		t.Errorf("bad: row 3 fails for ever: got %v, %v", got, err)
	}
	t.Logf("bad: row 3 of %d fails for ever: delivered %v, error %v",
		rows, got, err)

	// Two readers that share a position. Each record is acknowledged, then the
	// source crashes.
	for byReaders, want := range map[bool]int{false: 6, true: 1} {
		stored, arrived := progress{}, 0
		for range 10 { // starts
			records := readAhead(stored, byReaders)
			if len(records) == 0 {
				break
			}
			stored = records[0].pos
			arrived++
		}
		if arrived != want {
			t.Errorf("bad: noted by readers %t: %d rows, want %d",
				byReaders, arrived, want)
		}
		if byReaders {
			t.Logf("bad: two readers of 3 rows each note what they read "+
				"ahead: %d of 6 rows arrives through restarts", arrived)
		}
	}
}
