package logdriver

import "github.com/rs/zerolog"

var _ driverLogger = goodLogger{}

// #region good

// goodLogger is the driver's logger: goodLogger{sdk.Logger(ctx)}, made in Open.
type goodLogger struct{ *zerolog.Logger }

// Log writes a driver's message; keyvals are keys and values in turn.
func (l goodLogger) Log(level driverLevel, msg string, keyvals ...any) {
	l.WithLevel(levels[level]).Fields(keyvals).Msg(msg)
}

// #endregion good
