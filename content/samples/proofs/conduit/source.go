package conduit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// sourceConfig says which source runs.
type sourceConfig struct {
	sdk.UnimplementedSourceConfig

	// Path of the database file.
	URL string `json:"url" validate:"required"`
	// What is shown.
	Case string `json:"case" validate:"required,inclusion=handover|resume|downtime|buffer|stop|background"`
	// Whether the right or the wrong code runs.
	Variant string `json:"variant" validate:"required,inclusion=good|bad"`
}

// reader is what a case implements.
type reader interface {
	open(ctx context.Context, pos opencdc.Position) error
	// read returns what is there, perhaps nothing.
	read(ctx context.Context, n int) ([]opencdc.Record, error)
	ack(ctx context.Context, pos opencdc.Position) error
	close(ctx context.Context) error
}

// source passes the calls on to the case that the settings name.
type source struct {
	sdk.UnimplementedSource
	config sourceConfig

	db *sql.DB
	reader
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(ctx context.Context, pos opencdc.Position) error {
	db, err := openDatabase(s.config.URL)
	if err != nil {
		return err
	}
	s.db = db
	bad := s.config.Variant == "bad"
	follow := follower{db: db}
	switch s.config.Case {
	case "handover":
		s.reader = &handover{follower: follow, bad: bad}
	case "resume":
		s.reader = &resume{follower: follow, bad: bad}
	case "downtime":
		s.reader = &downtime{follower: follow, bad: bad}
	case "buffer":
		s.reader = &buffer{db: db, bad: bad}
	case "stop":
		s.reader = &stop{follower: follow}
	case "background":
		s.reader = &background{follower: follow, bad: bad}
	default:
		return fmt.Errorf("unknown case %q", s.config.Case)
	}
	return s.open(ctx, pos)
}

// ReadN waits for records, or for the end of its context.
func (s *source) ReadN(ctx context.Context, n int) ([]opencdc.Record, error) {
	if s.config.Case == "stop" && s.config.Variant == "bad" {
		ctx = context.WithoutCancel(ctx) // LIFE-STOP: waits for records only
	}
	for {
		recs, err := s.read(ctx, n)
		if err != nil || len(recs) > 0 {
			return recs, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (s *source) Ack(ctx context.Context, pos opencdc.Position) error {
	sdk.Logger(ctx).Info().Msgf("acknowledged %s", pos)
	return s.ack(ctx, pos)
}

// Teardown may come without Open.
func (s *source) Teardown(ctx context.Context) error {
	if s.reader == nil {
		return nil
	}
	return errors.Join(s.close(ctx), s.db.Close())
}
