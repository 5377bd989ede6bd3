// Package cfgdynamic proves the guideline CFG-DYNAMIC: a wildcard in the middle
// of a name stands for no key that holds a dot.
package cfgdynamic

// #region good

// Good holds the parameters of a source.
type Good struct {
	// Column that the snapshot of a table is sorted by, for a table without a
	// primary key: "sortBy.sales.orders".
	SortBy map[string]string `json:"sortBy"`
}

// sortBy returns the column of a table.
func (c *Good) sortBy(table string) string {
	return c.SortBy[table]
}

// #endregion good
