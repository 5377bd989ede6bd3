package cfgtemplates

import (
	"fmt"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
)

type good struct{ router }

// #region good

// tableOf returns the table that a record belongs to. The template has the
// option "missingkey=error", which the function index does not heed.
func (r good) tableOf(rec opencdc.Record) (string, error) {
	var name strings.Builder
	if err := r.table.Execute(&name, rec); err != nil {
		return "", fmt.Errorf(`parameter "table": %w`, err)
	}
	if name.Len() == 0 {
		return "", fmt.Errorf(`parameter "table": %s is empty for this record`,
			r.table.Root)
	}
	return name.String(), nil
}

// #endregion good
