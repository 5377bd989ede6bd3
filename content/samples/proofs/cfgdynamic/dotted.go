package cfgdynamic

// Dotted has a map whose tag holds a dot. It becomes "snapshot.*.sortBy",
// which no setting of this field can match.
type Dotted struct {
	// Column that the snapshot of a table is sorted by.
	SortBy map[string]string `json:"snapshot.sortBy"`
}
