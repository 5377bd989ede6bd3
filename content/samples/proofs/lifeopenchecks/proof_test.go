// The proof of LIFE-OPEN-CHECKS, through the SDK's adapter.
package lifeopenchecks

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

// silent is a server that takes a request and never answers it.
type silent struct{}

func (silent) ping(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// open tells how Open of a source ends, when nobody forces a stop for an hour,
// and how it ends after that. The clock is that of synctest.
func open(t *testing.T, src sdk.Source) (within, forced string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		plugin := sdk.NewSourcePlugin(src, pconnector.PluginConfig{}, nil)
		_, err := plugin.Configure(ctx, pconnector.SourceConfigureRequest{})
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		ended := make(chan error, 1)
		go func() {
			_, err := plugin.Open(ctx, pconnector.SourceOpenRequest{})
			ended <- err
		}()
		select {
		case err := <-ended:
			within = fmt.Sprintf("after %v: %v", time.Since(begin), err)
		case <-time.After(time.Hour):
			within = "it still waits after an hour"
			cancel()
			forced = fmt.Sprint(<-ended)
		}
	})
	return within, forced
}

func TestProof(t *testing.T) {
	got, _ := open(t, &Good{source{server: silent{}}})
	if got != "after 5s: ask server: context deadline exceeded" {
		t.Errorf("good: Open: %s", got)
	}

	got, forced := open(t, &Bad{source{server: silent{}}})
	if got != "it still waits after an hour" {
		t.Errorf("bad: Open: %s", got)
	}
	if forced != "ask server: context canceled" {
		t.Errorf("bad: Open, forced: %s", forced)
	}
	t.Logf("bad: Open with a server that does not answer: %s", got)
	t.Logf("bad: Open when a stop is forced: %s", forced)
}
