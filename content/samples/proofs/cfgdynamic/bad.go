package cfgdynamic

// #region bad

// Bad holds the parameters of a source.
type Bad struct {
	Tables map[string]BadTable `json:"tableConfig"`
}

// BadTable holds the parameters of one table.
type BadTable struct {
	// Column that the snapshot of the table is sorted by, if it has no
	// primary key.
	SortBy string `json:"sortBy"`
}

// sortBy returns the column of a table.
func (c *Bad) sortBy(table string) string {
	return c.Tables[table].SortBy
}

// #endregion bad
