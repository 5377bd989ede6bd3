// The proof of SRC-FILES, with a file that is replaced between two chunks.
package srcfiles

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The content of the file, before it is replaced and after it.
const before, after = "old1old2old3", "new1new2new3"

type reader interface {
	next(position) ([]byte, position, error)
}

func write(t *testing.T, path, content string, at time.Time) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// readAll returns the content that the chunks of a file make up. The file is
// replaced after the first one if change is true.
func readAll(t *testing.T, r reader, change bool) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	write(t, path, before, at)
	pos, err := begin(path)
	if err != nil {
		t.Fatal(err)
	}
	content := ""
	for pos.Offset < pos.Size {
		chunk, next, err := r.next(pos)
		if err != nil {
			return content, err
		}
		if next.Offset != pos.Offset+int64(len(chunk)) || len(chunk) > 4 {
			t.Fatalf("%d bytes, from %d to %d",
				len(chunk), pos.Offset, next.Offset)
		}
		content += string(chunk)
		pos = next
		if change {
			write(t, path, after, at.Add(time.Second))
		}
	}
	return content, nil
}

func TestProof(t *testing.T) {
	for name, r := range map[string]reader{"good": Good{4}, "bad": Bad{4}} {
		content, err := readAll(t, r, false)
		if content != before || err != nil {
			t.Errorf("%s: unchanged file: %q, %v", name, content, err)
		}
	}
	content, err := readAll(t, Good{4}, true)
	if content != "old1" || !errors.Is(err, errChanged) {
		t.Errorf("good: %q, %v", content, err)
	}
	content, err = readAll(t, Bad{4}, true)
	if content != "old1new2new3" || err != nil {
		t.Errorf("bad: %q, %v; want a file that never existed", content, err)
	}
	t.Logf("bad: %q becomes %q after the first chunk: read %q, error %v",
		before, after, content, err)
}
