package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// queryer is what *sql.DB and *sql.Tx have in common.
type queryer interface {
	QueryContext(
		ctx context.Context, query string, args ...any,
	) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// openDatabase opens a file that exists. The context is used for the check
// only: acknowledgements need the database after a stop has ended it.
func openDatabase(ctx context.Context, location string) (*sql.DB, error) {
	dsn, path, err := dataSource(location)
	if err != nil {
		return nil, err
	}
	// Without this check the driver's message does not say what is missing.
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("open database %q: it is a directory", path)
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	// The first query reads the file's header, so it finds a file that is not
	// a database, too.
	var tables int
	err = db.QueryRowContext(
		ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables)
	if err != nil {
		return nil, errors.Join(
			fmt.Errorf("open database %q: %w", path, err), db.Close())
	}
	return db, nil
}

// #region writable

// checkWritable tries to write, and takes it back: SQLite looks for the
// permission only then. A database that is busy can be written, later.
func checkWritable(ctx context.Context, db *sql.DB, location string) error {
	err := func() (err error) {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rollback(tx)) }()
		_, err = tx.ExecContext(ctx, "PRAGMA user_version = 0")
		return err
	}()
	if err != nil && !isBusy(err) {
		return fmt.Errorf("database %q cannot be written: %w", location, err)
	}
	return nil
}

// #endregion writable

// dataSource turns the parameter "url" into a data source name for the driver,
// and into the path of the file.
func dataSource(location string) (dsn, path string, err error) {
	query := url.Values{}
	path = location
	if strings.HasPrefix(location, "file:") {
		uri, err := url.Parse(location)
		if err != nil {
			return "", "", fmt.Errorf("database URI: %w", err)
		}
		query = uri.Query()
		path = uri.Path
		if uri.Opaque != "" { // file:demo.db, a relative path
			if path, err = url.PathUnescape(uri.Opaque); err != nil {
				return "", "", fmt.Errorf("database URI: %w", err)
			}
		}
	}
	// rw: never create a file, a typing error should not look like an empty
	// database. immediate: take the write lock first, a transaction that asks
	// for it later fails instead of waiting. busy_timeout: wait for writers.
	for key, value := range map[string]string{
		"mode":          "rw",
		"_txlock":       "immediate",
		"_busy_timeout": "5000",
	} {
		if !query.Has(key) {
			query.Set(key, value)
		}
	}
	escaped := (&url.URL{Path: path}).EscapedPath()
	return "file:" + escaped + "?" + query.Encode(), path, nil
}

// isBusy reports whether another connection holds the lock.
func isBusy(err error) bool {
	var sqliteErr *sqlite.Error
	return errors.As(err, &sqliteErr) &&
		sqliteErr.Code()&0xff == sqlite3.SQLITE_BUSY
}

// quote makes an identifier safe to put into a statement.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// quoteText makes a string literal.
func quoteText(text string) string {
	return `'` + strings.ReplaceAll(text, `'`, `''`) + `'`
}

// list joins what f returns for each name, separated by commas.
func list(names []string, f func(string) string) string {
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = f(name)
	}
	return strings.Join(parts, ", ")
}
