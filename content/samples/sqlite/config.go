package sqlite

import (
	"errors"
	"strings"
)

// #region shared

// Config is what the source and the destination share.
type Config struct {
	// Path of the database file, for example "./demo.db", or a "file:" URI.
	// The file has to exist.
	URL string `json:"url" validate:"required"`
}

// #endregion shared

func (c Config) validate() error {
	if strings.Contains(c.URL, ":memory:") ||
		strings.Contains(c.URL, "mode=memory") {
		return errors.New(`"url": a database in memory is invisible to other ` +
			"processes: give the path of a file")
	}
	return nil
}
