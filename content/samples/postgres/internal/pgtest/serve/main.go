// Serve starts a PostgreSQL server for tests that are not written in Go. It
// prints the URL, runs each line of its standard input as SQL, answers "ok" or
// "error: …", and stops the server at the end of the input.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"

	"example.com/conduit-connectors/postgres/internal/pgtest"
)

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) (err error) {
	server, err := pgtest.Start()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()

	conn, err := pgx.Connect(ctx, server.URL("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()

	fmt.Println(server.URL("postgres"))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(execute(ctx, conn, lines.Bytes()))
	}
	return lines.Err()
}

// execute runs statements that come as one JSON string.
func execute(ctx context.Context, conn *pgx.Conn, line []byte) string {
	var sql string
	err := json.Unmarshal(line, &sql)
	if err == nil {
		_, err = conn.PgConn().Exec(ctx, sql).ReadAll()
	}
	if err != nil {
		return "error: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	return "ok"
}
