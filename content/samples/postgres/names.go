package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// names are the objects of this connector in the database.
type names struct{ slot, publication string }

// #region names

// names completes what the user left open.
//
// A slot hands each change to one reader: two connectors with one slot would
// steal changes from each other. A fixed default would therefore be a trap for
// the second pipeline, and a required parameter would be copied together with
// the pipeline file. Conduit keeps the IDs of connectors unique, and the same
// over restarts.
func (c *SourceConfig) names(ctx context.Context) (names, error) {
	n := names{slot: c.Slot, publication: c.Publication}
	if n.slot == "" {
		id := sdk.ConnectorIDFromContext(ctx)
		if id == "" {
			return n, errors.New("the connector has no ID to derive a name " +
				`from: set "slot.name"`)
		}
		n.slot = slotName(id)
	}
	if n.publication == "" {
		n.publication = n.slot
	}
	return n, nil
}

// #endregion names

// slotName turns an ID into a name that PostgreSQL accepts for a slot. What is
// replaced or cut off still counts: it is in the hash.
func slotName(id string) string {
	readable := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		default:
			return '_'
		}
	}, id)
	hash := sha256.Sum256([]byte(id))
	const prefix = "conduit_"
	suffix := "_" + hex.EncodeToString(hash[:4])
	space := longestName - len(prefix) - len(suffix)
	return prefix + readable[:min(space, len(readable))] + suffix
}

// #region identifiers

// splitName returns the schema and the name of a configured table.
func splitName(name string) []string {
	if schema, table, ok := strings.Cut(name, "."); ok {
		return []string{schema, table}
	}
	return []string{"public", name}
}

// quote makes an identifier safe to put into a statement.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// #endregion identifiers

// quoteText makes a string literal, for statements that take no arguments.
func quoteText(text string) string {
	return `'` + strings.ReplaceAll(text, `'`, `''`) + `'`
}

// list joins what f returns for each name, separated by commas.
func list(names []string, f func(string) string) string {
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = f(name)
	}
	return strings.Join(parts, ", ")
}
