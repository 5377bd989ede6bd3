package cfgsecrets

import (
	"context"
	"errors"
	"net/url"
)

// Good keeps the value to itself.
type Good struct{ Config }

// #region good

// Validate parses the URL. It drops the parser's error, which quotes the URL.
func (c *Good) Validate(context.Context) (err error) {
	if c.server, err = url.Parse(c.URL); err != nil {
		return errors.New(`"url" cannot be parsed (not shown, it may hold a ` +
			"password): expected postgres://user:password@host:port/" +
			"database, with special characters escaped")
	}
	return nil
}

// #endregion good
