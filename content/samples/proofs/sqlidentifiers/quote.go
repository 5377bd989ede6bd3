// Package sqlidentifiers proves the guideline SQL-IDENTIFIERS: a name that is
// put into a statement without quotes breaks it, or becomes part of it.
package sqlidentifiers

import "strings"

// #region quote

// quote doubles the quotes in a name: Go's %q would write \" instead.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// #endregion quote
