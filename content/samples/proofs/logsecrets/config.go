// Package logsecrets logs what a source starts with, in two ways.
package logsecrets

// Config is what the user sets.
type Config struct {
	URL       string   `json:"url" validate:"required"`
	Tables    []string `json:"tables" validate:"required"`
	FetchSize int      `json:"fetchSize" default:"1000"`
}
