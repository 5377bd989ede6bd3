package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// read prints the records of a source until it is stopped, or has printed as
// many as were asked for.
func read(
	ctx context.Context, x *host.Process, o options, out io.Writer,
) error {
	file := positionFile(o.position)
	stored, err := file.load()
	if err != nil {
		return err
	}
	s, err := x.Source()
	if err != nil {
		return err
	}
	if err := s.Configure(o.settings); err != nil {
		return err
	}
	if stored == nil {
		if err := s.Created(o.settings); err != nil {
			return err
		}
	}
	if err := s.Open(stored); err != nil {
		return errors.Join(err, s.Teardown())
	}
	if err := s.Run(); err != nil {
		return errors.Join(err, s.Teardown())
	}
	handle := func(records ...opencdc.Record) error {
		for _, rec := range records {
			if err := show(x, o, out, rec); err != nil {
				return err
			}
		}
		return s.Settle(o.order, file.save, records...)
	}
	err = pump(ctx, s, o.count, handle)
	if err == nil {
		var rest []opencdc.Record
		if rest, err = s.Stop(); err == nil {
			err = handle(rest...)
		}
	}
	s.CloseStream()
	return errors.Join(err, s.Teardown())
}

// pump hands records over, until it is told to stop.
func pump(
	ctx context.Context, s *host.Source, count int,
	handle func(...opencdc.Record) error,
) error {
	const pause = 100 * time.Millisecond // between two looks at the context
	for n := 0; ctx.Err() == nil && (count == 0 || n < count); {
		rec, err := s.Next(pause)
		if errors.Is(err, host.ErrNone) {
			continue
		}
		if err != nil {
			return err
		}
		if err := handle(rec); err != nil {
			return err
		}
		n++
	}
	return nil
}

// show prints a record.
func show(
	x *host.Process, o options, out io.Writer, rec opencdc.Record,
) error {
	if !o.raw {
		var err error
		if rec, err = x.Schemas().Decode(rec); err != nil {
			return fmt.Errorf("record at position %q: %w", rec.Position, err)
		}
	}
	_, err := fmt.Fprintf(out, "%s\n", rec.Bytes())
	return err
}

// positionFile is the path of the file that holds a position; nothing is kept
// if it is "none".
type positionFile string

// load returns nil if there is no position yet.
func (f positionFile) load() (opencdc.Position, error) {
	if f == "none" {
		return nil, nil
	}
	pos, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(pos) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read position: %w", err)
	}
	return pos, nil
}

// save replaces the position. Whenever the program dies, the file holds the
// old position or the new one.
func (f positionFile) save(pos opencdc.Position) (err error) {
	if f == "none" {
		return nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("store position: %w", err)
		}
	}()
	next, err := os.CreateTemp(filepath.Dir(string(f)), ".position-*")
	if err != nil {
		return err
	}
	_, err = next.Write(pos)
	err = errors.Join(err, next.Sync(), next.Close())
	if err == nil {
		err = os.Rename(next.Name(), string(f))
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return nil
}
