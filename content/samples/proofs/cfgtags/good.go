// Package cfgtags proves the guideline CFG-TAGS: a tag that does not fit the
// type of its field is generated without complaint, and rejects every value.
package cfgtags

import (
	"context"
	"fmt"
	"time"
)

// #region good

// Good holds the parameters of a source.
type Good struct {
	// How many rows are held in memory at most.
	FetchSize int `json:"fetchSize" validate:"gt=0" default:"1000"`
	// How long to wait before looking for changes again.
	Interval time.Duration `json:"pollInterval" default:"500ms"`
}

// Validate checks what tags cannot express.
func (c *Good) Validate(context.Context) error {
	if c.Interval <= 0 {
		return fmt.Errorf(`"pollInterval": %v is not positive`, c.Interval)
	}
	return nil
}

// #endregion good
