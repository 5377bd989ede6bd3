// Package cfgsecrets proves the guideline CFG-SECRETS: the error of a URL
// parser repeats the URL, and with it the password.
package cfgsecrets

import "net/url"

// Config is what both configurations have in common.
type Config struct {
	// Connection URL, "postgres://user:password@host:5432/database".
	URL string `json:"url" validate:"required"`

	server *url.URL
}
