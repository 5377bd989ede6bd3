package host

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

const (
	keptLines   = 200       // of a log; older ones are dropped
	shownLines  = 8         // of these, in an error
	longestLine = 16 * 1024 // bytes; the rest is dropped
)

// logBook takes what a plugin writes, without ever holding it up: it keeps the
// last lines, whole but for what makes a line longer than longestLine.
type logBook struct {
	mu     sync.Mutex
	lines  []string
	passOn io.Writer // may be nil
}

// add adds a line without its end.
func (b *logBook) add(line []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) == keptLines {
		b.lines = append(b.lines[:0], b.lines[1:]...)
	}
	b.lines = append(b.lines, string(line))
	if b.passOn != nil {
		// A log that cannot be shown is no reason to stop a connector.
		_, _ = b.passOn.Write(append(line[:len(line):len(line)], '\n'))
	}
}

// addressNote is in a line that go-plugin logs at each start.
var addressNote = []byte(`"@message":"plugin address"`)

// ending returns what tells most of how a plugin ended: the beginning of a
// panic, else the last lines.
func (b *logBook) ending() []string {
	lines := b.last(keptLines)
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(lines[i], "panic: ") ||
			strings.HasPrefix(lines[i], "fatal error: ") {
			return lines[i:min(len(lines), i+shownLines)]
		}
	}
	return lines[max(0, len(lines)-shownLines):]
}

// last returns the last n lines.
func (b *logBook) last(n int) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	from := max(0, len(b.lines)-n)
	return append([]string(nil), b.lines[from:]...)
}

// writer returns a writer for one stream of the plugin. It never fails.
func (b *logBook) writer() *lineWriter { return &lineWriter{book: b} }

// lineWriter cuts what is written into lines.
type lineWriter struct {
	book  *logBook
	mu    sync.Mutex
	line  []byte
	first string // line that is not empty
	// handshake: the first line is that, and does not belong into the log.
	handshake bool
}

func (w *lineWriter) firstLine() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.first
}

func (w *lineWriter) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for rest := text; len(rest) > 0; {
		part, after, ended := bytes.Cut(rest, []byte("\n"))
		room := max(0, longestLine-len(w.line))
		w.line = append(w.line, part[:min(len(part), room)]...)
		if ended {
			w.end()
		}
		rest = after
	}
	return len(text), nil
}

// flush ends a line that has no end.
func (w *lineWriter) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end()
}

func (w *lineWriter) end() {
	if line := bytes.TrimRight(w.line, "\r"); len(line) > 0 {
		isHandshake := w.handshake && w.first == ""
		if w.first == "" {
			w.first = string(line)
		}
		if !isHandshake && !bytes.Contains(line, addressNote) {
			w.book.add(line)
		}
	}
	w.line = w.line[:0]
}
