// Package srcfiles is the proof of SRC-FILES: a reader of large files that
// notices when a file changes, and one that does not.
package srcfiles

import (
	"errors"
	"os"
	"time"
)

// errChanged says that the chunks read so far belong to another content.
var errChanged = errors.New("file has changed since its first chunk")

// position is how far a file was read, and which content it had at the start.
type position struct {
	Path    string    `json:"path"`
	Offset  int64     `json:"offset"`
	Size    int64     `json:"size"`
	ModTime time.Time `json:"modTime"`
}

// begin is the position before the first chunk.
func begin(path string) (position, error) {
	info, err := os.Stat(path)
	if err != nil {
		return position{}, err
	}
	return position{
		Path: path, Size: info.Size(), ModTime: info.ModTime(),
	}, nil
}
