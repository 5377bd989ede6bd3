package cfgtemplates

import (
	"fmt"
	"strings"

	"github.com/conduitio/conduit-commons/opencdc"
)

type bad struct{ router }

// #region bad

// tableOf returns the table that a record belongs to.
func (r bad) tableOf(rec opencdc.Record) (string, error) {
	var name strings.Builder
	if err := r.table.Execute(&name, rec); err != nil {
		return "", fmt.Errorf(`parameter "table": %w`, err)
	}
	return name.String(), nil
}

// #endregion bad
