package logdriver

import (
	"fmt"

	"github.com/rs/zerolog"
)

// Wrong on purpose: the indexes of keys and values are mixed up.

type badLogger struct{ *zerolog.Logger }

var _ driverLogger = badLogger{}

// #region bad

func (l badLogger) Log(level driverLevel, msg string, keyvals ...any) {
	event := l.WithLevel(levels[level])
	for i := 0; i < len(keyvals); i += 2 {
		event.Any(fmt.Sprint(keyvals[0]), keyvals[i])
	}
	event.Msg(msg)
}

// #endregion bad
