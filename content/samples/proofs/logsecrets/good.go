// Package logsecrets logs what a source starts with, in two ways.
package logsecrets

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Config is what the user sets.
type Config struct {
	URL       string   `json:"url" validate:"required"`
	Tables    []string `json:"tables" validate:"required"`
	FetchSize int      `json:"fetchSize" default:"1000"`
}

type goodSource struct {
	sdk.UnimplementedSource
	config Config
}

// #region good

func (s *goodSource) Open(ctx context.Context, _ opencdc.Position) error {
	sdk.Logger(ctx).Debug().
		Strs("tables", s.config.Tables).
		Int("fetchSize", s.config.FetchSize).
		Msg("opening source")
	return nil
}

// #endregion good
