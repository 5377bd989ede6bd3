package logsecrets

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/rs/zerolog"
)

// TestProof opens both sources with the logger at its lowest level, and looks
// for the password in everything that they write.
func TestProof(t *testing.T) {
	config := Config{
		URL:    "postgres://app:hunter2@db:5432/shop",
		Tables: []string{"users"}, FetchSize: 1000,
	}
	for name, test := range map[string]struct {
		source sdk.Source
		leaks  bool
	}{
		"good": {&goodSource{config: config}, false},
		"bad":  {&badSource{config: config}, true},
	} {
		var log bytes.Buffer
		ctx := zerolog.New(&log).Level(zerolog.TraceLevel).
			WithContext(t.Context())
		if err := test.source.Open(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(log.String(), "hunter2") != test.leaks {
			t.Errorf("%s: leaks is not %t: %s", name, test.leaks, &log)
		}
		if !strings.Contains(log.String(), "users") {
			t.Errorf("%s: the tables are not logged: %s", name, &log)
		}
		if name == "bad" {
			var line struct{ Config json.RawMessage }
			if err := json.Unmarshal(log.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			t.Logf("bad: logged as config: %s", line.Config)
		}
	}
}
