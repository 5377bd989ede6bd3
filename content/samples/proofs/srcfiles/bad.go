package srcfiles

import (
	"errors"
	"io"
	"os"
)

// Bad reads files in chunks.
type Bad struct{ chunkSize int64 }

// #region bad

// next returns the chunk at a position, and the position of the next one.
func (r Bad) next(pos position) ([]byte, position, error) {
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
	pos.Offset += int64(len(chunk))
	return chunk, pos, nil
}

// #endregion bad
