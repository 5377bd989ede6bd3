package cfgdynamic

// Dotted has a map whose tag holds a dot. It becomes "snapshot.*.sortBy",
// which no setting of this field can match.
type Dotted struct {
	// Column that the snapshot of a table is sorted by.
	SortBy map[string]string `json:"snapshot.sortBy"`
}

// Nested has a map of structs: "tables.*.sortBy".
type Nested struct {
	Tables map[string]NestedTable `json:"tables"`
}

// NestedTable holds the parameters of one table.
type NestedTable struct {
	// Column that the snapshot of the table is sorted by.
	SortBy string `json:"sortBy"`
}
