package postgres

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/jackc/pgx/v5"
)

// table is the description of a table. The name is the configured one.
type table struct {
	name             string
	schema, relation string
	oid              uint32
	columns          []column
	key              []column // the primary key's columns, in key order
}

// avroName is what Avro, and therefore a schema, allows as a field's name.
var avroName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// describe reads the definition of a table and checks that this connector can
// work with it.
func describe(
	ctx context.Context, conn *pgx.Conn, name string,
) (*table, error) {
	parts := splitName(name)
	t := &table{name: name, schema: parts[0], relation: parts[1]}
	var relkind, identity string
	err := conn.QueryRow(ctx, `
		SELECT c.oid, c.relkind::text, c.relreplident::text
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1 AND c.relname = $2`,
		t.schema, t.relation).Scan(&t.oid, &relkind, &identity)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, fmt.Errorf("table %q does not exist in the schema %q",
			t.relation, t.schema)
	case err != nil:
		return nil, fmt.Errorf("look up table %q: %w", name, err)
	case relkind == "p":
		return nil, fmt.Errorf(
			"table %q is partitioned: name its partitions", name)
	case relkind != "r":
		return nil, fmt.Errorf("%q is not a table", name)
	}
	immediate, err := t.readColumns(ctx, conn)
	if err != nil {
		return nil, fmt.Errorf("table %q: read columns: %w", name, err)
	}
	return t, t.check(identity, immediate)
}

// readColumns also tells whether the primary key is checked at once, which a
// deferrable one is not.
func (t *table) readColumns(
	ctx context.Context, conn *pgx.Conn,
) (immediate bool, err error) {
	// Generated columns are left out, as they are in logical replication.
	rows, err := conn.Query(ctx, `
		SELECT a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod),
			coalesce(array_position(
				(i.indkey::int2[])[0:i.indnkeyatts - 1], a.attnum), -1),
			coalesce(i.indimmediate, false)
		FROM pg_attribute a
		LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
		WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attgenerated = ''
		ORDER BY a.attnum`, t.oid)
	if err != nil {
		return false, err
	}
	rank := map[string]int{} // of the columns of the primary key
	var c column
	var oid uint32
	var position int
	_, err = pgx.ForEachRow(rows,
		[]any{&c.name, &oid, &c.typeName, &position, &immediate},
		func() error {
			c.kind = kindOf(oid)
			t.columns = append(t.columns, c)
			if position >= 0 {
				rank[c.name] = position
				t.key = append(t.key, c)
			}
			return nil
		})
	slices.SortFunc(t.key, func(a, b column) int {
		return rank[a.name] - rank[b.name]
	})
	return immediate, err
}

// check refuses what would lose changes, and what would hurt others: the
// server rejects each UPDATE and DELETE of a published table without a replica
// identity. So it has to come before the table is added to the publication.
func (t *table) check(identity string, immediate bool) error {
	alter := fmt.Sprintf("ALTER TABLE %s.%s REPLICA IDENTITY ",
		quote(t.schema), quote(t.relation))
	switch {
	case len(t.key) == 0:
		return fmt.Errorf("table %q has no primary key", t.name)
	case identity == "n":
		return fmt.Errorf("table %q has no replica identity: run %sDEFAULT",
			t.name, alter)
	case identity == "i":
		return fmt.Errorf("table %q has an index as its replica identity, so "+
			"deletes may lack the primary key: run %sDEFAULT", t.name, alter)
	case identity == "d" && !immediate:
		return fmt.Errorf("table %q has a deferrable primary key, which is "+
			"no replica identity: run %sFULL", t.name, alter)
	}
	return t.checkColumns()
}

// #region check-columns

// checkColumns checks what can also change while the connector runs.
func (t *table) checkColumns() error {
	for _, c := range t.columns {
		switch {
		case c.kind == kindUnsupported:
			return fmt.Errorf("table %q, column %q: the type %s is not "+
				"supported", t.name, c.name, c.typeName)
		case !avroName.MatchString(c.name):
			return fmt.Errorf("table %q, column %q: Avro allows letters, "+
				"digits and underscores in names only", t.name, c.name)
		}
	}
	return nil
}

// #endregion check-columns

// from is the name of the table in a statement.
func (t *table) from() string {
	return quote(t.schema) + "." + quote(t.relation)
}

func (t *table) columnNames() []string { return columnNames(t.columns) }
func (t *table) keyNames() []string    { return columnNames(t.key) }

func columnNames(columns []column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.name
	}
	return list
}
