package cfgtags

import (
	"context"
	"fmt"
	"time"
)

// #region bad

// Bad holds the parameters of a source.
type Bad struct {
	// How many rows are held in memory at most.
	FetchSize int `json:"fetchSize" validate:"gt=0" default:"1000"`
	// How long to wait before looking for changes again.
	Interval time.Duration `json:"pollInterval" validate:"gt=0" default:"500ms"`
}

// Validate checks what tags cannot express.
func (c *Bad) Validate(context.Context) error {
	if c.Interval <= 0 {
		return fmt.Errorf(`"pollInterval": %v is not positive`, c.Interval)
	}
	return nil
}

// #endregion bad
