// Package srcfiles is the proof of SRC-FILES: a reader of large files that
// notices when a file changes, and one that does not.
package srcfiles

import (
	"errors"
	"fmt"
	"io"
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

// Good reads files in chunks.
type Good struct{ chunkSize int64 }

// #region good

// next returns the chunk at a position, and the position of the next one.
func (r Good) next(pos position) ([]byte, position, error) {
	f, err := os.Open(pos.Path)
	if err != nil {
		return nil, pos, err
	}
	defer f.Close()
	chunk := make([]byte, min(r.chunkSize, pos.Size-pos.Offset))
	_, err = f.ReadAt(chunk, pos.Offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, pos, err
	}
	now, err := f.Stat() // after the chunk was read
	if err != nil {
		return nil, pos, err
	}
	if now.Size() != pos.Size || !now.ModTime().Equal(pos.ModTime) {
		return nil, pos, fmt.Errorf("%q: %w", pos.Path, errChanged)
	}
	pos.Offset += int64(len(chunk))
	return chunk, pos, nil
}

// #endregion good

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
