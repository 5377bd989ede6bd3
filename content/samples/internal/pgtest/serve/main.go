// Serve starts a PostgreSQL server for tests that are not written in Go, or
// connects to the one whose URL is its argument. It prints the URL, runs each
// line of its standard input as SQL, answers "ok" and the first columns of the
// rows as JSON, or "error: …", and stops its server at the end of the input.
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
	"github.com/jackc/pgx/v5/pgconn"

	"example.com/conduit-connectors/internal/pgtest"
)

// longestLine is more than a hundred thousand rows take in one statement.
const longestLine = 64 << 20

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) (err error) {
	var url string
	if len(os.Args) > 1 {
		url = os.Args[1]
	} else {
		server, err := pgtest.Start()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		url = server.URL("postgres")
	}

	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()

	fmt.Println(url)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		fmt.Println(execute(ctx, conn, lines.Bytes()))
	}
	return lines.Err()
}

// execute runs statements that come as one JSON string.
func execute(ctx context.Context, conn *pgx.Conn, line []byte) string {
	var sql string
	err := json.Unmarshal(line, &sql)
	var results []*pgconn.Result
	if err == nil {
		results, err = conn.PgConn().Exec(ctx, sql).ReadAll()
	}
	if err != nil {
		return "error: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	rows := []string{}
	for _, result := range results {
		for _, row := range result.Rows {
			rows = append(rows, string(row[0]))
		}
	}
	answer, err := json.Marshal(rows)
	if err != nil {
		return "error: " + err.Error()
	}
	return "ok " + string(answer)
}
