package posempty

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"

	"example.com/conduit-connectors/proofs/internal/adapter"
)

// read returns the positions of the records that Conduit gets of three rows,
// and the error that ends the run, if one does.
func read(t *testing.T, src sdk.Source) (positions []string, err error) {
	t.Helper()
	c := adapter.StartSource(t, src)
	for len(positions) < 3 {
		select {
		case rec := <-c.Records:
			positions = append(positions, string(rec.Position))
		case err := <-c.Ended:
			for len(c.Records) > 0 { // sent before the end
				positions = append(positions, string((<-c.Records).Position))
			}
			return positions, err
		case <-time.After(5 * time.Second):
			t.Fatal("neither a record nor an error")
		}
	}
	return positions, c.Stop(5 * time.Second)
}

func TestProof(t *testing.T) {
	keys := []float64{0.5, math.NaN(), 1.5}
	got, err := read(t, &good{base{keys: keys}})
	const want = "encode position: json: unsupported value: NaN"
	if !slices.Equal(got, []string{`{"lastKey":0.5}`}) || err == nil ||
		!strings.Contains(err.Error(), want) {
		t.Errorf("good: got %q, %v, want one record, %q", got, err, want)
	}

	got, err = read(t, &bad{base{keys: keys}})
	wantBad := []string{`{"lastKey":0.5}`, "", `{"lastKey":1.5}`}
	if !slices.Equal(got, wantBad) || err != nil {
		t.Errorf("bad: got %q, %v", got, err)
	}
	t.Logf("bad: rows with the keys %v", keys)
	t.Logf("bad: the SDK sends on the positions %q, error: %v", got, err)
}
