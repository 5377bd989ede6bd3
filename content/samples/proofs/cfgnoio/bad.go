package cfgnoio

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Bad judges the text, and tries it.
type Bad struct{ Config }

// #region bad

// Validate checks what tags cannot express.
func (c *Bad) Validate(ctx context.Context) error {
	if strings.Contains(c.URL, ":memory:") {
		return errors.New(`"url": a database in memory is invisible to ` +
			"other processes: give the path of a file")
	}
	db, err := sql.Open("sqlite", c.URL)
	if err != nil {
		return fmt.Errorf(`"url": %w`, err)
	}
	defer db.Close()
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf(`"url": %w`, err)
	}
	return nil
}

// #endregion bad
