package sqlite

import (
	"testing"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-connector-protocol/pconnector"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// connector returns a source as Conduit runs it: with the ID of a connector.
func connector(id string) pconnector.SourcePlugin {
	return sdk.NewSourcePlugin(NewSource(),
		pconnector.PluginConfig{ConnectorID: id},
		Connector.NewSpecification().SourceParams)
}

// openAs opens a source with a connector ID and tears it down again.
func openAs(t *testing.T, id string, cfg config.Config) error {
	t.Helper()
	c := connector(id)
	_, err := c.Configure(t.Context(),
		pconnector.SourceConfigureRequest{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	_, opened := c.Open(t.Context(), pconnector.SourceOpenRequest{})
	_, err = c.Teardown(t.Context(), pconnector.SourceTeardownRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func deleteAs(t *testing.T, id string, cfg config.Config) {
	t.Helper()
	_, err := connector(id).LifecycleOnDeleted(t.Context(),
		pconnector.SourceLifecycleOnDeletedRequest{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
}

// Two sources with one prefix would take each other's triggers away.
func TestPrefixHasOneOwner(t *testing.T) {
	db := newDB(t, "CREATE TABLE a (id INTEGER PRIMARY KEY)",
		"CREATE TABLE b (id INTEGER PRIMARY KEY)")
	triggers := func() []string {
		return db.rows(t, `SELECT name FROM sqlite_master
			WHERE type = 'trigger' ORDER BY name`)
	}
	mustOpen := func(id string, cfg config.Config) {
		t.Helper()
		if err := openAs(t, id, cfg); err != nil {
			t.Fatal(err)
		}
	}
	mustOpen("first:in", db.sourceConfig("a"))
	mustOpen("first:in", db.sourceConfig("a"))
	before := triggers()

	// Another connector, and one that has no ID, get nowhere near them.
	for _, id := range []string{"second:in", ""} {
		wantError(t, openAs(t, id, db.sourceConfig("b")),
			`tracking.prefix "_conduit"`, `connector "first:in"`,
			"another prefix", "DROP TABLE \"_conduit_state\"")
		deleteAs(t, id, db.sourceConfig("b"))
		wantEqual(t, triggers(), before)
	}
	mustOpen("second:in", db.sourceConfig("b", "tracking.prefix", "two"))
	mustOpen("first:in", db.sourceConfig("a"))
	deleteAs(t, "second:in", db.sourceConfig("b", "tracking.prefix", "two"))
	wantEqual(t, triggers(), before)

	// The owner is gone, and so is Conduit's knowledge of it.
	db.exec(t, `DROP TABLE "_conduit_state"`)
	mustOpen("second:in", db.sourceConfig("b"))
	db.exec(t, "INSERT INTO a VALUES (1)")
	db.exec(t, "INSERT INTO b VALUES (1)")
	wantEqual(t, db.rows(t, "SELECT tbl FROM _conduit_changes"),
		[]string{"b"})

	deleteAs(t, "second:in", db.sourceConfig("b"))
	wantEqual(t, db.rows(t, `SELECT name FROM sqlite_master
		WHERE name LIKE '%conduit%'`), nil)
}
