package logdriver

import (
	"fmt"

	"github.com/rs/zerolog"
)

// Wrong on purpose: the indexes of keys and values are mixed up.

var _ driverLogger = badLogger{}

// #region bad

// badLogger is the driver's logger: badLogger{sdk.Logger(ctx)}, made in Open.
type badLogger struct{ *zerolog.Logger }

// Log writes a driver's message; keyvals are keys and values in turn.
func (l badLogger) Log(level driverLevel, msg string, keyvals ...any) {
	event := l.WithLevel(levels[level])
	for i := 0; i < len(keyvals); i += 2 {
		event.Any(fmt.Sprint(keyvals[0]), keyvals[i])
	}
	event.Msg(msg)
}

// #endregion bad
