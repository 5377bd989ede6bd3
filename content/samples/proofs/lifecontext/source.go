package lifecontext

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both have in common: three records.
type source struct {
	sdk.UnimplementedSource
	db       *sql.DB
	progress *sql.Tx
	read     int
	acked    *int // how often Ack succeeded
}

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

func (s *source) ReadN(
	ctx context.Context, _ int,
) ([]opencdc.Record, error) {
	if s.read == 3 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s.read++
	return []opencdc.Record{{
		Position: opencdc.Position(strconv.Itoa(s.read)),
	}}, nil
}

func (s *source) Ack(ctx context.Context, pos opencdc.Position) error {
	_, err := s.progress.ExecContext(ctx,
		"INSERT INTO acknowledged VALUES (?)", string(pos))
	if err == nil {
		*s.acked++
	}
	return err
}

func (s *source) Teardown(context.Context) error {
	return s.progress.Commit()
}
