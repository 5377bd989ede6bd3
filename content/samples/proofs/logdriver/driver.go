// Package logdriver gives a driver's log to two adapters.
package logdriver

import "github.com/rs/zerolog"

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
