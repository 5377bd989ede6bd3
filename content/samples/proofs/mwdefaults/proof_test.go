package mwdefaults

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// open configures a source as the SDK does, and opens it. The context ends
// with the test.
func open(
	ctx context.Context, t *testing.T, src sdk.Source, settings config.Config,
) {
	t.Helper()
	parameters, _, err := paramgen.ParseParameters(".", "Config")
	if err != nil {
		t.Fatal(err)
	}
	err = sdk.Util.ParseConfig(ctx, settings, src.Config(), parameters)
	if err != nil {
		t.Fatal(err)
	}
	if err := src.Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
}

// firstBatch returns how many records the SDK gets at once.
func firstBatch(t *testing.T, src sdk.Source) (records int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		open(ctx, t, src, config.Config{
			"sdk.batch.size": "3", "sdk.batch.delay": "1s",
		})
		batch, err := src.ReadN(ctx, 1)
		if err != nil {
			t.Fatal(err)
		}
		records = len(batch)
	})
	return records
}

func TestProof(t *testing.T) {
	if got := firstBatch(t, newGood()); got != 3 {
		t.Errorf("good: sdk.batch.size 3 gives %d records", got)
	}
	got := firstBatch(t, newBad())
	if got != 1 {
		t.Errorf("bad: sdk.batch.size 3 gives %d records", got)
	}
	t.Logf("bad: sdk.batch.size 3 is accepted, ReadN returns %d record", got)
}
