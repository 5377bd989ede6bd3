package main

import (
	"bytes"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/conduitio/conduit-commons/config"
)

// speaksOfSecret matches the names and descriptions of parameters whose values
// nobody should see.
var speaksOfSecret = regexp.MustCompile(
	`(?i)passw|passphrase|secret|token|credential|api.?key|private.?key`)

// secretsOf returns the texts of settings that must not be printed: values of
// parameters that speak of secrets, and passwords in URLs.
func secretsOf(
	settings config.Config, parameters config.Parameters,
) []string {
	var secrets []string
	for name, value := range settings {
		if speaksOfSecret.MatchString(name) ||
			speaksOfSecret.MatchString(parameters[name].Description) {
			secrets = append(secrets, value)
		}
		if at, err := url.Parse(value); err == nil && at.User != nil {
			if password, ok := at.User.Password(); ok {
				secrets = append(secrets, password,
					url.QueryEscape(password), url.PathEscape(password))
			}
			// As it was written: escapes may have another form.
			_, userinfo, _ := strings.Cut(value, "//")
			userinfo = userinfo[:max(0, strings.LastIndex(userinfo, "@"))]
			if _, written, ok := strings.Cut(userinfo, ":"); ok {
				secrets = append(secrets, written)
			}
		}
	}
	return secrets
}

// hider writes whole lines, with *** in the place of secrets.
type hider struct {
	mu      sync.Mutex
	to      io.Writer
	secrets []string // longest first
	line    []byte
}

// hide adds secrets. Those that are empty hide nothing.
func (h *hider) hide(secrets []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, secret := range secrets {
		if strings.TrimSpace(secret) != "" {
			h.secrets = append(h.secrets, secret)
		}
	}
	slices.SortFunc(h.secrets, func(a, b string) int { return len(b) - len(a) })
}

func (h *hider) Write(text []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.line = append(h.line, text...)
	if end := bytes.LastIndexByte(h.line, '\n'); end >= 0 {
		if err := h.write(h.line[:end+1]); err != nil {
			return 0, err
		}
		h.line = append(h.line[:0], h.line[end+1:]...)
	}
	return len(text), nil
}

// flush writes a line that has no end.
func (h *hider) flush() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.line) > 0 {
		_ = h.write(h.line) // there is no other place to tell
		h.line = nil
	}
}

func (h *hider) write(lines []byte) error {
	for _, secret := range h.secrets {
		lines = bytes.ReplaceAll(lines, []byte(secret), []byte("***"))
	}
	_, err := h.to.Write(lines)
	return err
}

// prefixed tells the lines of the plugin's log from those of this program.
type prefixed struct{ to io.Writer }

func (p prefixed) Write(line []byte) (int, error) {
	_, err := p.to.Write(append([]byte("log: "), line...))
	return len(line), err
}
