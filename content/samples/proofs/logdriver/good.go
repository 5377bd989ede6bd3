// Package logdriver gives a driver's log to two adapters.
package logdriver

import (
	"github.com/rs/zerolog"
)

// A driver that logs a message with alternating keys and values, as many do.
type (
	driverLevel  int
	driverLogger interface {
		Log(level driverLevel, msg string, keyvals ...any)
	}
)

const (
	driverError driverLevel = iota
	driverWarn
	driverInfo
	driverDebug
)

var levels = map[driverLevel]zerolog.Level{
	driverError: zerolog.ErrorLevel,
	driverWarn:  zerolog.WarnLevel,
	driverInfo:  zerolog.DebugLevel, // news for the author, not for the user
	driverDebug: zerolog.TraceLevel,
}

var _ driverLogger = goodLogger{}

// #region good

// goodLogger is the driver's logger: goodLogger{sdk.Logger(ctx)}, made in Open.
type goodLogger struct{ *zerolog.Logger }

// Log writes a driver's message; keyvals are keys and values in turn.
func (l goodLogger) Log(level driverLevel, msg string, keyvals ...any) {
	l.WithLevel(levels[level]).Fields(keyvals).Msg(msg)
}

// #endregion good
