package cfgnoio

import (
	"context"
	"errors"
	"strings"
)

// Good judges the text.
type Good struct{ Config }

// #region good

// Validate checks what tags cannot express.
func (c *Good) Validate(ctx context.Context) error {
	if strings.Contains(c.URL, ":memory:") {
		return errors.New(`"url": a database in memory is invisible to ` +
			"other processes: give the path of a file")
	}
	return nil
}

// #endregion good
