package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/jackc/pgx/v5"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// Source reads the rows of tables, then their changes. It is thin: the
// iterators do the work.
type Source struct {
	sdk.UnimplementedSource
	config SourceConfig

	// Teardown can come while Open still runs.
	mu       sync.Mutex
	system   *system
	iterator *iterator.Combined
}

// NewSource wraps the source into the middleware of its configuration. What
// the configuration holds here becomes the default in connector.yaml.
func NewSource() sdk.Source {
	off := sdk.SourceWithSchemaExtraction{
		// The source knows the tables and attaches their schemas itself.
		PayloadEnabled: lang.Ptr(false),
		KeyEnabled:     lang.Ptr(false),
	}
	return sdk.SourceWithMiddleware(&Source{config: SourceConfig{
		DefaultSourceMiddleware: sdk.DefaultSourceMiddleware{
			SourceWithSchemaExtraction: off,
		},
		Snapshot:   snapshotInitial,
		OnTruncate: truncateStop,
	}})
}

// Config returns a pointer: the SDK fills the configuration through it.
func (s *Source) Config() sdk.SourceConfig { return &s.config }

// Open checks everything that reading needs, and says what is missing: Conduit
// retries for ever, so the message is all that the user gets. It changes
// nothing in the database before all checks are done.
func (s *Source) Open(ctx context.Context, pos opencdc.Position) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// A position that cannot be read stops before anything is touched.
	if len(pos) > 0 {
		if _, err := iterator.ParsePosition(pos); err != nil {
			return err
		}
	}
	sys := &system{config: &s.config, schemas: schemas{}}
	s.system = sys // Teardown closes what is open by then

	var err error
	if sys.names, err = s.config.names(ctx); err != nil {
		return err
	}
	if sys.conn, err = connect(ctx, s.config.URL); err != nil {
		return err
	}
	if err := checkServer(ctx, sys.conn); err != nil {
		return err
	}
	for _, name := range s.config.Tables {
		t, err := describe(ctx, sys.conn, name)
		if err != nil {
			return err
		}
		sys.tables = append(sys.tables, t)
	}
	if sys.log, err = connectReplication(ctx, s.config.URL); err != nil {
		return err
	}
	if err := sys.identify(ctx); err != nil {
		return err
	}
	// The publication first: a slot can only send what was published when it
	// happened.
	err = ensurePublication(ctx, sys.conn, sys.names.publication, sys.tables)
	if err != nil {
		return err
	}
	s.iterator, err = iterator.Start(
		ctx, sys, pos, s.config.Snapshot == snapshotInitial)
	if err != nil {
		return err
	}
	return sys.conn.Close(ctx)
}

// ReadN returns up to n records and blocks until there is one.
func (s *Source) ReadN(
	ctx context.Context, n int,
) ([]opencdc.Record, error) {
	return s.iterator.NextN(ctx, n)
}

// Read is what the acceptance tests call; Conduit calls ReadN.
func (s *Source) Read(ctx context.Context) (opencdc.Record, error) {
	recs, err := s.ReadN(ctx, 1)
	if err != nil {
		return opencdc.Record{}, err
	}
	return recs[0], nil
}

// Ack passes the acknowledgement on. It runs concurrently with ReadN.
func (s *Source) Ack(ctx context.Context, pos opencdc.Position) error {
	return s.iterator.Ack(ctx, pos)
}

// Teardown frees what Open got. Conduit calls it without Open if it only
// validates a configuration, and after an Open that failed halfway.
func (s *Source) Teardown(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Ends a ReadN that still runs, and waits for it. Nil is fine.
	err := s.iterator.Teardown(ctx)
	err = errors.Join(err, s.system.close(ctx))
	if err != nil {
		return fmt.Errorf("tear down source: %w", err)
	}
	return nil
}

// LifecycleOnDeleted removes what Open created: a slot that nobody reads fills
// the disk of the server. It gets the settings as the user wrote them, without
// defaults, and neither Validate nor Open came before.
func (s *Source) LifecycleOnDeleted(
	ctx context.Context, cfg config.Config,
) (err error) {
	var deleted SourceConfig
	err = sdk.Util.ParseConfig(
		ctx, cfg, &deleted, Connector.NewSpecification().SourceParams)
	if err != nil {
		return fmt.Errorf("parse configuration: %w", err)
	}
	n, err := deleted.names(ctx)
	if err != nil {
		return err
	}
	conn, err := connect(ctx, deleted.URL)
	if hasCode(err, codeNoDatabase) {
		return nil // the database is gone, and slot and publication with it
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	return errors.Join(
		dropSlot(ctx, conn, n.slot),
		dropPublication(ctx, conn, n.publication))
}

// #region check-server

// checkServer makes sure that the server writes what logical replication needs.
func checkServer(ctx context.Context, conn *pgx.Conn) error {
	var version int
	var level string
	err := conn.QueryRow(ctx, `
		SELECT current_setting('server_version_num')::int,
			current_setting('wal_level')`).Scan(&version, &level)
	switch {
	case err != nil:
		return fmt.Errorf("read server settings: %w", err)
	case version < 140000:
		return fmt.Errorf("the server has version %d, this connector needs "+
			"PostgreSQL 14 or newer", version)
	case level != "logical":
		return fmt.Errorf("wal_level is %q: run ALTER SYSTEM SET wal_level = "+
			"'logical' and restart the server", level)
	}
	return nil
}

// #endregion check-server
