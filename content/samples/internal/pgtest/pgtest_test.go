package pgtest

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestServer(t *testing.T) {
	server, err := Start("work_mem=5MB")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	var memory, level, owner string
	err = conn.QueryRow(t.Context(), `
		SELECT current_setting('work_mem'), current_setting('wal_level'),
			current_user`).Scan(&memory, &level, &owner)
	if err != nil {
		t.Fatal(err)
	}
	if memory != "5MB" || level != "logical" || owner != "postgres" {
		t.Errorf("work_mem %s, wal_level %s, user %s", memory, level, owner)
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(server.folder)
	if !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("the folder of the server is still there: %v", err)
	}
}

func TestServerThatCannotStart(t *testing.T) {
	server, err := Start("no_such_setting=1")
	if err == nil {
		t.Fatal("it started", server.Stop())
	}
	if !strings.Contains(err.Error(), "no_such_setting") {
		t.Fatal(err)
	}
}

func TestNotInstalled(t *testing.T) {
	t.Setenv("PG_BIN", t.TempDir())
	_, err := Start()
	if err == nil || !strings.Contains(err.Error(), "install the package") ||
		strings.Contains(err.Error(), "\n") {
		t.Fatalf("got %v, want one line that says what to install", err)
	}
}
