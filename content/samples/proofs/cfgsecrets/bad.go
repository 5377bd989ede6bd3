package cfgsecrets

import (
	"context"
	"fmt"
	"net/url"
)

// Bad wraps the parser's error.
type Bad struct{ Config }

// #region bad

// Validate parses the URL.
func (c *Bad) Validate(context.Context) (err error) {
	if c.server, err = url.Parse(c.URL); err != nil {
		return fmt.Errorf(`"url" cannot be parsed: %w`, err)
	}
	return nil
}

// #endregion bad
