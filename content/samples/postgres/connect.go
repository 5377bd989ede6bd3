package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// #region parse-url

// parseURL reads the parameter "url". The driver's message is left out: if it
// cannot parse a URL it cannot reliably find the password in it, either.
func parseURL(url string) (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New(`"url" cannot be used (not shown, it may hold ` +
			"a password): expected postgres://user:password@host:port/" +
			"database, special characters escaped, with known options and " +
			"readable certificates")
	}
	// Values arrive as text, in the snapshot and in the changes. These settings
	// of the session decide how they look.
	for name, value := range map[string]string{
		"client_encoding":    "UTF8",
		"datestyle":          "ISO",
		"timezone":           "UTC",
		"bytea_output":       "hex",
		"extra_float_digits": "3", // all digits
	} {
		cfg.RuntimeParams[name] = value
	}
	if _, ok := cfg.RuntimeParams["application_name"]; !ok {
		cfg.RuntimeParams["application_name"] = "conduit"
	}
	return cfg, nil
}

// #endregion parse-url

// connect opens a connection for queries. Its errors name user, database and
// host, never the password.
func connect(ctx context.Context, url string) (*pgx.Conn, error) {
	cfg, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	return pgx.ConnectConfig(ctx, cfg)
}

// connectReplication opens a connection that speaks the replication protocol,
// and simple queries.
func connectReplication(
	ctx context.Context, url string,
) (*pgconn.PgConn, error) {
	cfg, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["replication"] = "database"
	conn, err := pgconn.ConnectConfig(ctx, &cfg.Config)
	if err != nil {
		return nil, fmt.Errorf("connect for replication: %w", err)
	}
	return conn, nil
}

// hasCode tells whether the server reported an error with this SQLSTATE.
func hasCode(err error, code string) bool {
	var server *pgconn.PgError
	return errors.As(err, &server) && server.Code == code
}

// See https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	codeNoDatabase   = "3D000"
	codeNoPrivilege  = "42501"
	codeObjectInUse  = "55006"
	codeAlreadyThere = "42710"
)
