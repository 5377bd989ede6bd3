package cdcdowntime

import (
	"context"
	"errors"
)

// #region bad

// badTeardown ends the source, and removes what it created.
func (s *source) badTeardown(ctx context.Context) error {
	return errors.Join(s.removeTriggers(ctx), s.conn.Close())
}

// #endregion bad
