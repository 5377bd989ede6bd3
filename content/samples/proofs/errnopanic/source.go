package errnopanic

import (
	"context"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// source is what both have in common: it reads a message.
type source struct {
	sdk.UnimplementedSource
	message map[string]any
}

func (s *source) Config() sdk.SourceConfig { return &config{} }

type config struct{ sdk.UnimplementedSourceConfig }

func (s *source) Open(context.Context, opencdc.Position) error { return nil }

// ReadN returns the message as a record.
func (s *Good) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return s.read(s.key)
}

// ReadN returns the message as a record.
func (s *Bad) ReadN(context.Context, int) ([]opencdc.Record, error) {
	return s.read(s.key)
}

func (s *source) read(
	key func(map[string]any) (opencdc.Data, error),
) ([]opencdc.Record, error) {
	k, err := key(s.message)
	if err != nil {
		return nil, fmt.Errorf("message: %w", err)
	}
	return []opencdc.Record{{Key: k}}, nil
}
