package logdriver

import (
	"bytes"
	"errors"
	"testing"

	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/rs/zerolog"
)

// TestProof lets a driver say why it cannot connect, at a level that is on and
// at one that is off.
func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		adapt func(*zerolog.Logger) driverLogger
		want  string
	}{
		"good": {
			func(l *zerolog.Logger) driverLogger { return goodLogger{l} },
			`{"level":"warn","addr":"db:5432","err":"connection refused",` +
				`"message":"cannot connect"}`,
		},
		"bad": { // neither address nor reason
			func(l *zerolog.Logger) driverLogger { return badLogger{l} },
			`{"level":"warn","addr":"addr","addr":"err",` +
				`"message":"cannot connect"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			ctx := zerolog.New(&log).Level(zerolog.InfoLevel).
				WithContext(t.Context())
			logger := test.adapt(sdk.Logger(ctx))
			logger.Log(driverWarn, "cannot connect",
				"addr", "db:5432", "err", errors.New("connection refused"))
			logger.Log(driverInfo, "connected", "addr", "db:5432")
			if log.String() != test.want+"\n" {
				t.Fatalf("%s: got  %swant %s", name, &log, test.want)
			}
			if name == "bad" {
				t.Logf("bad: %s", bytes.TrimSpace(log.Bytes()))
			}
		})
	}
}
