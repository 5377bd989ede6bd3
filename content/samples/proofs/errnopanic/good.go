// Package errnopanic is the proof of ERR-NO-PANIC: a source that returns what
// it does not understand as an error, and one that assumes it understands.
package errnopanic

import (
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good reads messages whose fields another team decides on.
type Good struct{ source }

// #region good

func (Good) key(fields map[string]any) (opencdc.Data, error) {
	id, ok := fields["id"].(string)
	if !ok {
		return nil, fmt.Errorf("field \"id\" is %T, want text", fields["id"])
	}
	return opencdc.RawData(id), nil
}

// #endregion good
