package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/lang"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// Source reads the rows of tables, then their changes. It is thin: the
// iterators do the work.
type Source struct {
	sdk.UnimplementedSource
	config SourceConfig

	// Teardown can come while Open still runs.
	mu       sync.Mutex
	db       *sql.DB
	iterator *iterator.Combined
}

// #region middleware

// NewSource wraps the source into the middleware of its configuration. What
// the configuration holds here becomes the default in connector.yaml.
func NewSource() sdk.Source {
	off := sdk.SourceWithSchemaExtraction{
		// The source knows the tables and attaches their schemas itself.
		PayloadEnabled: lang.Ptr(false),
		KeyEnabled:     lang.Ptr(false),
	}
	src := &Source{config: SourceConfig{
		DefaultSourceMiddleware: sdk.DefaultSourceMiddleware{
			SourceWithSchemaExtraction: off,
		},
	}}
	return withOwnContext(sdk.SourceWithMiddleware(src))
}

// Config returns a pointer: the SDK fills the configuration through it.
func (s *Source) Config() sdk.SourceConfig { return &s.config }

// #endregion middleware

// #region open

// Open checks everything that reading needs, and says what is missing: Conduit
// retries for ever, so the message is all that the user gets.
func (s *Source) Open(ctx context.Context, pos opencdc.Position) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// A position that cannot be read stops before anything is touched.
	if len(pos) > 0 {
		if _, err := iterator.ParsePosition(pos); err != nil {
			return err
		}
	}
	var err error
	if s.db, err = openDatabase(ctx, s.config.URL); err != nil {
		return err
	}
	if err := checkJournal(ctx, s.db); err != nil {
		return err
	}
	sys := &system{
		db:       s.db,
		config:   &s.config,
		tracking: s.config.tracking(ctx),
		schemas:  schemas{},
	}
	for _, name := range s.config.Tables {
		t, err := sys.describe(ctx, name)
		if err != nil {
			return err
		}
		sys.tables = append(sys.tables, t)
	}
	var readable iterator.System = sys
	if s.config.ChangesMode == changesPolling {
		readable, err = sys.polling(ctx)
	} else {
		// The triggers first: what is written from here on is recorded.
		err = sys.install(ctx)
	}
	if err != nil {
		return err
	}
	s.iterator, err = iterator.Start(
		ctx, readable, pos, s.config.SnapshotMode == snapshotInitial)
	return err
}

// #endregion open

// #region read

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

// #endregion read

// #region ack

// Ack passes the acknowledgement on. It runs concurrently with ReadN.
func (s *Source) Ack(ctx context.Context, pos opencdc.Position) error {
	return s.iterator.Ack(ctx, pos)
}

// #endregion ack

// #region teardown

// Teardown frees what Open got. Conduit calls it without Open if it only
// validates a configuration, and after an Open that failed halfway.
func (s *Source) Teardown(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Ends a ReadN that still runs, and waits for it. Nil is fine.
	err := s.iterator.Teardown(ctx)
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	if err != nil {
		return fmt.Errorf("tear down source: %w", err)
	}
	return nil
}

// #endregion teardown

// #region on-deleted

// LifecycleOnDeleted removes what Open created. It gets the settings as the
// user wrote them, without defaults, and neither Validate nor Open came before.
func (s *Source) LifecycleOnDeleted(
	ctx context.Context, cfg config.Config,
) (err error) {
	var deleted SourceConfig
	err = sdk.Util.ParseConfig(
		ctx, cfg, &deleted, Connector.NewSpecification().SourceParams)
	if err != nil {
		return fmt.Errorf("parse configuration: %w", err)
	}
	db, err := openDatabase(ctx, deleted.URL)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the database is gone, and the tracking with it
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := deleted.tracking(ctx).remove(ctx, db); err != nil {
		return fmt.Errorf("remove change tracking: %w", err)
	}
	return nil
}

// #endregion on-deleted

// #region journal

// checkJournal makes sure that reading does not lock out writers.
func checkJournal(ctx context.Context, db *sql.DB) error {
	var mode string
	err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
	if err != nil {
		return fmt.Errorf("read journal mode: %w", err)
	}
	if !strings.EqualFold(mode, "wal") {
		return fmt.Errorf("journal mode is %q, in which the snapshot would "+
			"lock out all writers: run PRAGMA journal_mode = WAL once", mode)
	}
	return nil
}

// #endregion journal
