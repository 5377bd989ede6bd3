package snapnokey

import (
	"context"
	"database/sql"
	"fmt"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region bad

// badTables leaves out what cannot be read.
func badTables(
	ctx context.Context, db *sql.DB, names []string,
) (tables []table, err error) {
	for _, name := range names {
		t, err := describe(ctx, db, name)
		if err != nil {
			return nil, fmt.Errorf("table %q: %w", name, err)
		}
		if len(t.key) == 0 {
			sdk.Logger(ctx).Warn().Str("table", name).
				Msg("no primary key")
			continue
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// #endregion bad
