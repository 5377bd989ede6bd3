package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// table is the description of a table, as it is in the database.
type table struct {
	name    string
	columns []column
	key     []column // the primary key's columns, in key order
}

type column struct {
	name     string
	declared string // the type in the table definition
	kind     kind
}

// avroName is what Avro, and therefore a schema, allows as a field's name.
var avroName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// describe reads the definition of a table and checks that this connector can
// work with it: a row needs a primary key to be found again.
func describe(ctx context.Context, db queryer, name string) (table, error) {
	t := table{}
	var kind string
	err := db.QueryRowContext(ctx, `SELECT name, type FROM sqlite_master
		WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE`,
		name).Scan(&t.name, &kind)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return t, fmt.Errorf("table %q does not exist", name)
	case err != nil:
		return t, fmt.Errorf("look up table %q: %w", name, err)
	case kind == "view":
		return t, fmt.Errorf("%q is a view: name the tables behind it", name)
	}

	if err := t.readColumns(ctx, db); err != nil {
		return t, fmt.Errorf("table %q: %w", name, err)
	}

	if len(t.key) == 0 {
		return t, fmt.Errorf("table %q has no primary key", name)
	}

	return t, nil
}

// #region key-columns

func (t *table) readColumns(ctx context.Context, db queryer) error {
	rows, err := db.QueryContext(ctx,
		`SELECT name, type, pk FROM pragma_table_info(?)`, t.name)
	if err != nil {
		return fmt.Errorf("read columns: %w", err)
	}
	defer rows.Close()

	rank := map[string]int{} // 1 for the first column of the primary key
	for rows.Next() {
		var c column
		var pk int
		if err := rows.Scan(&c.name, &c.declared, &pk); err != nil {
			return fmt.Errorf("read columns: %w", err)
		}
		c.kind = kindOf(c.declared)
		t.columns = append(t.columns, c)
		if pk > 0 {
			t.key = append(t.key, c)
			rank[c.name] = pk
		}
	}
	slices.SortFunc(t.key, func(a, b column) int {
		return rank[a.name] - rank[b.name]
	})
	return rows.Err()
}

// #endregion key-columns

// checkReadable checks what only the source needs.
func (t table) checkReadable(ctx context.Context, db queryer) error {
	for _, c := range t.columns {
		switch {
		case c.kind == kindUnknown:
			return fmt.Errorf("table %q, column %q has no declared type: "+
				"its schema cannot be known", t.name, c.name)
		case !avroName.MatchString(c.name):
			return fmt.Errorf("table %q, column %q: Avro allows letters, "+
				"digits and underscores in names only", t.name, c.name)
		}
	}

	// #region null-key

	// For compatibility with its own past SQLite allows NULL in most primary
	// keys. Such a row has no place in the order of keys.
	for _, c := range t.key {
		var found bool
		err := db.QueryRowContext(ctx, fmt.Sprintf(
			"SELECT EXISTS (SELECT 1 FROM %s WHERE %s IS NULL)",
			quote(t.name), quote(c.name))).Scan(&found)
		if err != nil {
			return fmt.Errorf("table %q: look for NULL: %w", t.name, err)
		}
		if found {
			return fmt.Errorf("table %q, column %q: a row has NULL in its "+
				"primary key, so it cannot be identified", t.name, c.name)
		}
	}

	// #endregion null-key

	return nil
}

func (t table) columnNames() []string { return names(t.columns) }
func (t table) keyNames() []string    { return names(t.key) }

func tableNames(tables []table) []string {
	list := make([]string, len(tables))
	for i, t := range tables {
		list[i] = t.name
	}
	return list
}

func names(columns []column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.name
	}
	return list
}

// kindOf follows SQLite's rules for the affinity of a declared type, and adds
// the two conventions that most applications share.
func kindOf(declared string) kind {
	declared = strings.ToUpper(declared)
	base, _, _ := strings.Cut(declared, "(") // VARCHAR(20)
	switch strings.TrimSpace(base) {
	case "":
		return kindUnknown
	case "BOOLEAN", "BOOL":
		return kindBoolean
	case "DATE", "DATETIME", "TIMESTAMP":
		return kindTime
	}
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool {
			return strings.Contains(declared, part)
		})
	}
	switch {
	case has("INT"):
		return kindInteger
	case has("CHAR", "CLOB", "TEXT"):
		return kindText
	case has("BLOB"):
		return kindBytes
	default: // REAL, FLOAT, DOUBLE, and NUMERIC or DECIMAL
		return kindReal
	}
}
