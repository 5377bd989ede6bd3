package sqlite

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

// wrongBuild is a build of the connector that is wrong in one way.
type wrongBuild struct {
	name string
	file string
	// right is replaced by wrong, and so are pairs of more of them.
	right, wrong string
	pairs        []string
	more         string // declarations at the end of the file
	imports      []string
	kind         crashtest.Kind // how it is found
	// unseen: the crash test within one process cannot see it.
	unseen bool
}

var wrongSources = []wrongBuild{
	{
		name: "the start of change capture is not kept", kind: crashtest.Lost,
		file:  "system.go",
		right: "if err := s.tracking.prune(ctx, s.db, after); err != nil {",
		wrong: "if err := error(nil); err != nil {",
	}, {
		name: "each start begins at the end of the log", kind: crashtest.Lost,
		file:  "system.go",
		right: "after, err := parseSeq(pos)",
		wrong: "after, err := s.tracking.head(ctx, s.db)",
	}, {
		name: "zero is no key", kind: crashtest.Duplicated,
		file:  "snapshot.go",
		right: "if len(progress.LastKey) > 0 {",
		wrong: "if len(progress.LastKey) > 0 && " +
			"*progress.LastKey[0].Integer != 0 {",
	}, {
		name: "a page begins with the last row", kind: crashtest.Duplicated,
		file:  "snapshot.go",
		right: `" AND " + key + " > " + marks`,
		wrong: `" AND " + key + " >= " + marks`,
	}, {
		name: "Ack frees what no stored position covers",
		kind: crashtest.Fails, file: "changes.go",
		right: "if time.Since(c.markedAt) < c.config.TrackingRetention {",
		wrong: "c.marked = seq\n\tif false {",
	}, {
		name: "ReadN does not stop", kind: crashtest.StopHangs,
		file:  "changes.go",
		right: "case <-ctx.Done():\n\t\t\treturn nil, ctx.Err()\n",
		pairs: []string{"c.fetch(ctx)", "c.fetch(context.WithoutCancel(ctx))"},
	}, {
		name: "a bound lives in memory", kind: crashtest.Duplicated,
		file: "system.go", unseen: true,
		right: `		known, ok := pos.Tables[t.name]
		if !ok {
`,
		wrong: `		known, _ := pos.Tables[t.name]
		remembered, ok := bounds.Load(s.ID() + t.name)
		if ok {
			known.UpperBound = remembered.(iterator.Key)
		} else if len(known.LastKey) > 0 {
			upper, err := bound(ctx, s.view, t)
			if err != nil {
				return nil, err
			}
			known.UpperBound = upper
			bounds.Store(s.ID()+t.name, upper)
		} else {
			defer func() {
				bounds.Store(s.ID()+t.name, progress[t.name].UpperBound)
			}()
`,
		more: "var bounds sync.Map", imports: []string{"sync"},
	}, {
		name: "a lock is left behind by a kill", kind: crashtest.Fails,
		file: "source.go", unseen: true,
		right: `	if s.db, err = openDatabase(ctx, s.config.URL); err != nil {
		return err
	}
	if err := checkJournal`,
		wrong: `	if err := lock(s.config.URL); err != nil {
		return err
	}
	if s.db, err = openDatabase(ctx, s.config.URL); err != nil {
		return err
	}
	if err := checkJournal`,
		more: lockFile, imports: []string{"os", "strconv"},
	}, {
		name: "triggers are replaced without a transaction",
		kind: crashtest.Lost, file: "tracking.go", unseen: true,
		right: `	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return state, fmt.Errorf("lock database: %w", err)
	}
`,
		wrong: `	drops, err := t.dropTriggers(ctx, db)
	if err != nil {
		return state, err
	}
	for _, drop := range drops {
		if _, err := db.ExecContext(ctx, drop); err != nil {
			return state, err
		}
	}
	time.Sleep(20 * time.Millisecond) // as many tables would take
	defer func() { state.tables = tableNames(tables) }()
	_, _ = db.ExecContext(ctx, "UPDATE "+quote(t.state())+" SET tables='[]'")
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return state, fmt.Errorf("lock database: %w", err)
	}
`, imports: []string{"time"},
	},
}

// lockFile says who has the database: a process that runs, or ran.
const lockFile = `
func lock(path string) error {
	own := strconv.Itoa(os.Getpid())
	file, err := os.OpenFile(path+".lock",
		os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		owner, _ := os.ReadFile(path + ".lock")
		if string(owner) == own {
			return nil
		}
		return fmt.Errorf("the database is in use by process %s", owner)
	}
	_, err = file.WriteString(own)
	return errors.Join(err, file.Close())
}
`

var wrongDestinations = []wrongBuild{
	{
		name: "acknowledged before durable", kind: crashtest.Lost,
		file:  "destination.go",
		right: "	if err := tx.Commit(); err != nil {",
		wrong: "	time.AfterFunc(time.Millisecond,\n" +
			"		func() { tx.Commit() })\n" +
			"	if err := error(nil); err != nil {",
		pairs: []string{
			"defer func() { err = errors.Join(err, rollback(tx)) }()",
			"defer func() {\n\t\tif err != nil {\n\t\t\trollback(tx)\n" +
				"\t\t}\n\t}()",
		},
	}, {
		name: "rolled back, and counted", kind: crashtest.Lost,
		file: "destination.go",
		right: `			return 0, fmt.Errorf("record %d of %d: %w",
				i+1, len(records), err)`,
		wrong: `			return i, fmt.Errorf("record %d of %d: %w",
				i+1, len(records), err)`,
	}, {
		name: "a row that exists is an error", kind: crashtest.NotIdempotent,
		file:  "destination.go",
		right: `ON CONFLICT (%s) DO %s",`,
		wrong: `-- %s, %s",`,
	}, {
		name: "a batch is grouped by statement", kind: crashtest.Reordered,
		file:  "destination.go",
		right: "	var result []run\n	start := 0\n",
		wrong: "	var result []run\n	start := 0\n" +
			"	slices.SortStableFunc(writes, func(a, b write) int {\n" +
			"		return strings.Compare(" +
			"a.statement, b.statement)\n	})\n",
		imports: []string{"slices"},
	}, {
		name: "Teardown hangs", kind: crashtest.StopHangs,
		file:  "destination.go",
		right: "	if d.db == nil {\n		return nil\n	}\n",
		wrong: "	select {}\n",
	}, {
		name: "a record without a key panics", kind: crashtest.Panics,
		file:  "destination.go",
		right: "	t, err := d.tableOf(ctx, tx, rec)\n",
		wrong: "	t, err := d.tableOf(ctx, tx, rec)\n" +
			"	if len(rec.Key.Bytes()) == 0 {\n" +
			"		panic(\"no key\")\n	}\n",
	}, {
		name: "a staging table is left behind by a kill",
		// What it refuses after the kill is what comes again.
		kind: crashtest.NotIdempotent, file: "destination.go", unseen: true,
		right: "	tx, err := d.db.BeginTx(ctx, nil)\n",
		wrong: `	_, err = d.db.ExecContext(ctx, "CREATE TABLE staging (id)")
	if err != nil {
		return 0, err
	}
	defer d.db.ExecContext(context.WithoutCancel(ctx), "DROP TABLE staging")
	time.Sleep(time.Millisecond) // as loading a file would take
	tx, err := d.db.BeginTx(ctx, nil)
`,
	},
}

// TestWrongSources: each is found in processes that are killed.
func TestWrongSources(t *testing.T) {
	for _, b := range wrongSources {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			b.check(t, crashtest.FindInSource(t, crashtest.Source{
				Binary: b.build(t),
				System: func(t *testing.T) crashtest.System {
					return newCrashDB(t)
				},
				Quick:    true,
				Patience: 3 * time.Second,
			}, b.kind))
			b.checkUnseen(t, "^TestCrashes$")
		})
	}
}

// TestWrongDestinations: the same for destinations.
func TestWrongDestinations(t *testing.T) {
	for _, b := range wrongDestinations {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			b.check(t, crashtest.FindInDestination(t, crashtest.Destination{
				Binary: b.build(t),
				Target: func(t *testing.T) crashtest.Target {
					return crashSink{newCrashDB(t)}
				},
				Fields:   crashtest.Fields{Collection: "t"},
				Poison:   refused,
				Patience: 3 * time.Second,
			}, b.kind))
			b.checkUnseen(t, "^TestDestinationCrashes$")
		})
	}
}

func (b wrongBuild) build(t *testing.T) string {
	t.Helper()
	return crashtest.Build(t, "./cmd/connector", "-overlay", b.overlay(t))
}

func (b wrongBuild) check(t *testing.T, found []crashtest.Finding) {
	t.Helper()
	if !slices.ContainsFunc(found, func(f crashtest.Finding) bool {
		return f.Kind == b.kind
	}) {
		t.Errorf("%s was not found, but %q", b.kind, found)
	}
}

// checkUnseen runs the crash test within one process, which passes.
func (b wrongBuild) checkUnseen(t *testing.T, test string) {
	t.Helper()
	if !b.unseen {
		return
	}
	out, err := exec.Command("go", "test", "-overlay", b.overlay(t),
		"-run", test, ".").CombinedOutput()
	if err != nil {
		t.Errorf("within one process it is found, too:\n%s", out)
	}
}

// overlay returns a file for go build that puts the wrong code in the place of
// the right one.
func (b wrongBuild) overlay(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(b.file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pairs := append([]string{b.right, b.wrong}, b.pairs...)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(text), pairs[i]) {
			t.Fatalf("%s does not contain %q any more", b.file, pairs[i])
		}
	}
	wrong := strings.NewReplacer(pairs...).Replace(string(text)) + b.more
	for _, name := range b.imports {
		wrong = strings.Replace(wrong, "import (", "import (\n"+`"`+name+`"`, 1)
	}
	folder := t.TempDir()
	changed := filepath.Join(folder, b.file)
	overlay := filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{
		"Replace": {path: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string][]byte{
		changed: []byte(wrong), overlay: replace,
	} {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return overlay
}
