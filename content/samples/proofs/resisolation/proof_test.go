package resisolation

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"example.com/conduit-connectors/internal/pgtest"
)

// subscriber is a source, with the slot that it chooses.
type subscriber interface {
	subscribe(context.Context) (slot string, err error)
}

// client is a connection to the server, which the test ends.
type client struct {
	*testing.T
	*pgx.Conn
}

func connect(t *testing.T, server *pgtest.Server) client {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return client{t, conn}
}

func (c client) exec(statement string, args ...any) {
	c.Helper()
	if _, err := c.Exec(c.Context(), statement, args...); err != nil {
		c.Fatalf("%s: %v", statement, err)
	}
}

var number = regexp.MustCompile(`id\[integer\]:(\d+)`)

// orders returns the orders that a slot still holds, by their numbers.
func (c client) orders(slot string) (ids []string) {
	c.Helper()
	found, err := changes(c.Context(), c.Conn, slot)
	if err != nil {
		c.Fatal(err)
	}
	for _, change := range found {
		ids = append(ids, number.FindStringSubmatch(change)[1])
	}
	return ids
}

// read lets an application and a source read the same five orders in turn.
func read(
	t *testing.T, server *pgtest.Server, create func(base) subscriber,
) (source, application []string) {
	t.Helper()
	app, reader := connect(t, server), connect(t, server)
	app.exec("DROP TABLE IF EXISTS orders")
	app.exec("CREATE TABLE orders (id INT PRIMARY KEY)")
	app.exec(`SELECT pg_create_logical_replication_slot(
		'billing', 'test_decoding')`)
	defer app.exec(`SELECT pg_drop_replication_slot(slot_name)
		FROM pg_replication_slots`)

	slot, err := create(base{
		conn: reader.Conn, id: "orders", configuredSlot: "billing",
	}).subscribe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	app.exec("INSERT INTO orders VALUES (1), (2), (3)")
	source = append(source, reader.orders(slot)...)
	application = append(application, app.orders("billing")...)
	app.exec("INSERT INTO orders VALUES (4), (5)")
	application = append(application, app.orders("billing")...)
	source = append(source, reader.orders(slot)...)
	return source, application
}

func TestProof(t *testing.T) {
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()

	all := []string{"1", "2", "3", "4", "5"}
	source, application := read(t, server,
		func(b base) subscriber { return &good{b} })
	if !slices.Equal(source, all) || !slices.Equal(application, all) {
		t.Errorf("good: the source read %s, the application %s",
			source, application)
	}

	source, application = read(t, server,
		func(b base) subscriber { return &bad{b} })
	if !slices.Equal(source, all[:3]) || !slices.Equal(application, all[3:]) {
		t.Errorf("bad: the source read %s, the application %s",
			source, application)
	}
	t.Logf("bad: of the orders %s the source read %s, the application %s",
		all, source, application)

	// A publication changes the rules for the application, too.
	app := connect(t, server)
	app.exec("CREATE TABLE logs (line TEXT)")
	app.exec("INSERT INTO logs VALUES ('started')")
	app.exec("CREATE PUBLICATION conduit FOR ALL TABLES")
	_, err = app.Exec(t.Context(), "UPDATE logs SET line = 'stopped'")
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		t.Fatalf("bad: the application's update: %v", err)
	}
	t.Logf("bad: with CREATE PUBLICATION … FOR ALL TABLES, "+
		"UPDATE logs fails: %s", refused.Message)
}
