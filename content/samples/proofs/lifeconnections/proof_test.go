// The proof of LIFE-CONNECTIONS, with the pool of database/sql.
package lifeconnections

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
)

type installer func(context.Context, *sql.DB, step) error

// run installs while another query of the connector takes a connection from
// the pool. It returns the server's log, and what a second client reports that
// installs after that.
func run(
	t *testing.T, install installer, failure error,
) (log []string, second error) {
	t.Helper()
	srv := &server{}
	db, other := sql.OpenDB(srv), sql.OpenDB(srv)
	defer db.Close()
	defer other.Close()

	var query *sql.Conn
	err := install(t.Context(), db,
		func(ctx context.Context, on session) (err error) {
			if _, err := on.ExecContext(ctx, "CREATE TABLE …"); err != nil {
				return err
			}
			if query, err = db.Conn(ctx); err != nil {
				return err
			}
			return failure
		})
	if !errors.Is(err, failure) {
		t.Fatalf("install: %v", err)
	}
	if err := query.Close(); err != nil {
		t.Fatal(err)
	}
	log = srv.log
	second = install(t.Context(), other,
		func(context.Context, session) error { return nil })
	return log, second
}

func TestProof(t *testing.T) {
	for _, failure := range []error{nil, errors.New("no permission")} {
		log, err := run(t, goodInstall, failure)
		want := "connection 1: SELECT pg_advisory_lock(7)\n" +
			"connection 1: CREATE TABLE …\n" +
			"connection 1: SELECT pg_advisory_unlock(7)"
		if strings.Join(log, "\n") != want || err != nil {
			t.Errorf("good: %q, then %v", log, err)
		}
	}

	log, err := run(t, badInstall, nil)
	want := "connection 1: SELECT pg_advisory_lock(7)\n" +
		"connection 1: CREATE TABLE …\n" +
		"connection 2: SELECT pg_advisory_unlock(7)"
	if strings.Join(log, "\n") != want || err == nil ||
		err.Error() != "canceling statement due to lock timeout" {
		t.Errorf("bad: %q, then %v", log, err)
	}
	for _, line := range log {
		t.Logf("bad: %s", line)
	}
	t.Logf("bad: the next client: %v", err)
}
