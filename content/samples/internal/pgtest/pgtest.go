// Package pgtest starts PostgreSQL servers for tests.
//
// A server runs as an unprivileged user in a temporary folder, can be reached
// through a socket in that folder only, and ends together with the test
// process, however that ends.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running server.
type Server struct {
	folder string
	log    string
	stdin  io.Closer
	cmd    *exec.Cmd
}

// startTimeout and stopTimeout are generous: a busy machine is slow.
const (
	startTimeout = 60 * time.Second
	stopTimeout  = 120 * time.Second
)

// supervise runs the server and removes its folder afterwards. It ends the
// server, at once, when its standard input is closed. The system does that when
// the test process is gone, even if it was killed and could not clean up.
const supervise = `
postgres=$1 folder=$2
shift 2
trap '' INT # it ends the test, and that closes the input
exec 3<&0
"$postgres" -D "$folder/data" -k "$folder" "$@" \
	</dev/null >"$folder/log" 2>&1 3<&- &
server=$!
(read -r _ <&3; kill -QUIT $server 2>/dev/null) &
wait $server
: >"$folder/ended"
wait
rm -rf "$folder"
`

// Start creates a cluster and starts a server for it. Each setting has the
// form "name=value".
func Start(settings ...string) (_ *Server, err error) {
	initdb, postgres, err := find()
	if err != nil {
		return nil, err
	}
	user, err := unprivileged()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pgtest-")
	if err != nil {
		return nil, fmt.Errorf("create folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	if err := user.own(folder); err != nil {
		return nil, fmt.Errorf("hand over folder: %w", err)
	}
	create := user.command(folder, initdb, "--pgdata", folder+"/data",
		"--username=postgres", "--auth=trust", "--encoding=UTF8",
		"--no-locale", "--no-sync")
	if output, err := create.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, output)
	}

	s := &Server{folder: folder, log: filepath.Join(folder, "log")}
	args := []string{"-c", supervise, "supervise", postgres, folder,
		"-c", "listen_addresses="}
	for _, setting := range append([]string{
		"wal_level=logical",
		"max_wal_senders=20",
		"max_replication_slots=20",
		"fsync=off",
		"full_page_writes=off",
		"shared_buffers=16MB",
	}, settings...) {
		args = append(args, "-c", setting)
	}
	s.cmd = user.command(folder, "/bin/sh", args...)
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start server: %w", err)
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start server: %w", err)
	}
	if err := s.wait(); err != nil {
		log, _ := os.ReadFile(s.log)
		return nil, errors.Join(fmt.Errorf("start server: %w\n%s",
			err, bytes.TrimSpace(log)), s.Stop())
	}
	return s, nil
}

// wait returns as soon as the server accepts connections.
func (s *Server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.URL("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		if s.ended() {
			return errors.New("the server has ended")
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// ended tells whether the server process is gone.
func (s *Server) ended() bool {
	_, err := os.Stat(filepath.Join(s.folder, "ended"))
	return err == nil
}

// URL returns the connection URL of a database.
func (s *Server) URL(database string) string {
	return (&url.URL{
		Scheme: "postgres",
		User:   url.User("postgres"),
		Path:   "/" + database,
		RawQuery: url.Values{
			"host": {s.folder}, "sslmode": {"disable"},
		}.Encode(),
	}).String()
}

// Shutdown asks the server to stop as an administrator would ("fast"), and
// waits for it. The folder stays until Stop.
func (s *Server) Shutdown(ctx context.Context) error {
	// The first line of the file is the process ID.
	pidFile := filepath.Join(s.folder, "data", "postmaster.pid")
	content, err := os.ReadFile(pidFile)
	if err != nil {
		return fmt.Errorf("find server: %w", err)
	}
	var pid int
	if _, err := fmt.Sscan(string(content), &pid); err != nil {
		return fmt.Errorf("find server: %w", err)
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return fmt.Errorf("find server: %w", err)
	}
	if err := process.Signal(os.Interrupt); err != nil {
		return fmt.Errorf("signal server: %w", err)
	}
	for !s.ended() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error {
	err := s.stdin.Close()
	timer := time.AfterFunc(stopTimeout, func() { _ = s.cmd.Process.Kill() })
	defer timer.Stop()
	if waitErr := s.cmd.Wait(); waitErr != nil {
		err = errors.Join(err, fmt.Errorf("stop server: %w", waitErr))
	}
	return err
}
