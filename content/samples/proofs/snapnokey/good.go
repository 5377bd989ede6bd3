package snapnokey

import (
	"context"
	"database/sql"
	"fmt"
)

// #region good

// goodTables looks at all tables before one of them is read.
func goodTables(
	ctx context.Context, db *sql.DB, names []string,
) (tables []table, err error) {
	for _, name := range names {
		t, err := describe(ctx, db, name)
		if err != nil {
			return nil, fmt.Errorf("table %q: %w", name, err)
		}
		if len(t.key) == 0 {
			return nil, fmt.Errorf("table %q has no primary key", name)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// #endregion good
