package srcfiles

import (
	"errors"
	"fmt"
	"io"
	"os"
)

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
