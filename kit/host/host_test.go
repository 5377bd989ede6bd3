//go:build unix

package host_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-commons/schema"
	"github.com/conduitio/conduit-connector-protocol/pconnutils"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

const limit = 5 * time.Second

// fake returns a plugin that misbehaves in one way.
func fake(t *testing.T, mode string, env ...string) host.Plugin {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return host.Plugin{
		Path: self, Limit: limit,
		Env: append(env, "FAKE_PLUGIN="+mode, "GORACE=atexit_sleep_ms=0"),
	}
}

// start starts a plugin whose process group has to be empty in the end.
func start(t *testing.T, p host.Plugin) *host.Process {
	t.Helper()
	process, err := host.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		process.Kill()
		groupIsGone(t, process.Pid())
	})
	return process
}

// groupIsGone fails if a process of a group is left, dead ones aside that
// nobody has waited for.
func groupIsGone(t *testing.T, group int) {
	t.Helper()
	for range 100 {
		if len(membersOf(t, group)) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("left in the process group: %v", membersOf(t, group))
}

// membersOf returns the processes of a group that live, from /proc.
func membersOf(t *testing.T, group int) []string {
	t.Helper()
	if syscall.Kill(-group, 0) != nil {
		return nil
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		return []string{"unknown"}
	}
	var members []string
	for _, file := range stats {
		text, _ := os.ReadFile(file)
		_, after, _ := bytes.Cut(text, []byte(") "))
		var state string
		var parent, in int
		_, err := fmt.Sscan(string(after), &state, &parent, &in)
		if err == nil && in == group && state != "Z" && state != "X" {
			members = append(members, string(text))
		}
	}
	return members
}

// record makes a record for a destination.
func record(pos, key string) opencdc.Record {
	return opencdc.Record{
		Position: opencdc.Position(pos), Metadata: opencdc.Metadata{},
		Operation: opencdc.OperationCreate,
		Key:       opencdc.RawData(key),
		Payload:   opencdc.Change{After: opencdc.RawData("x")},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSpecification(t *testing.T) {
	t.Parallel()
	spec, err := start(t, fake(t, "")).Specification()
	must(t, err)
	if spec.Name != "fake" || spec.Version != "v1.2.3" ||
		spec.SourceParams["count"].Default != "3" {
		t.Errorf("got %+v", spec)
	}
}

// runSource opens a source and returns it.
func runSource(
	t *testing.T, x *host.Process, settings config.Config, at opencdc.Position,
) *host.Source {
	t.Helper()
	s, err := x.Source()
	must(t, err)
	must(t, s.Configure(settings))
	must(t, s.Open(at))
	must(t, s.Run())
	return s
}

func TestSource(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "acked")
	var log syncBuffer
	plugin := fake(t, "", "ACK_FILE="+file, "GREETING=hello")
	plugin.Log = &log
	x := start(t, plugin)
	s, err := x.Source()
	must(t, err)
	must(t, s.Configure(config.Config{}))
	must(t, s.Created(config.Config{}))
	must(t, s.Open(opencdc.Position("1")))
	must(t, s.Run())
	rec, err := s.Next(limit)
	must(t, err)
	if string(rec.Position) != "2" || string(rec.Key.Bytes()) != "2" {
		t.Errorf("got %v", rec)
	}
	must(t, s.Ack(rec.Position))
	rest, err := s.Stop()
	must(t, err)
	for _, rec := range rest {
		must(t, s.Ack(rec.Position))
	}
	for range 100 {
		if text, _ := os.ReadFile(file); string(text) == "2,3" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if text, _ := os.ReadFile(file); len(rest) != 1 || string(text) != "2,3" {
		t.Errorf("%d records after Stop, acknowledged: %s", len(rest), text)
	}
	s.CloseStream()
	must(t, s.Teardown())
	must(t, x.Close())
	groupIsGone(t, x.Pid())
	if !strings.Contains(log.String(), "opening hello") {
		t.Errorf("the log lacks a line: %s", log.String())
	}
}

func TestNothingComes(t *testing.T) {
	t.Parallel()
	s := runSource(t, start(t, fake(t, "")), nil, opencdc.Position("3"))
	_, err := s.Next(50 * time.Millisecond)
	if !errors.Is(err, host.ErrNone) {
		t.Errorf("got %v", err)
	}
}

// TestManyRecords: more than a stream holds is under way when Stop is called.
func TestManyRecords(t *testing.T) {
	t.Parallel()
	s := runSource(t, start(t, fake(t, "")), config.Config{"count": "5000"},
		nil)
	_, err := s.Next(limit)
	must(t, err)
	rest, err := s.Stop()
	must(t, err)
	for i, rec := range rest {
		if string(rec.Position) != fmt.Sprint(i+2) {
			t.Fatalf("record %d has position %s", i+2, rec.Position)
		}
	}
	s.CloseStream()
	must(t, s.Teardown())
}

func TestSettle(t *testing.T) {
	t.Parallel()
	for _, order := range []host.Order{host.StoreThenAck, host.AckThenStore} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "acked")
			s := runSource(t, start(t, fake(t, "", "ACK_FILE="+file)), nil,
				nil)
			rec, err := s.Next(limit)
			must(t, err)
			acked := false
			must(t, s.Settle(order, func(pos opencdc.Position) error {
				if string(pos) != "1" {
					t.Errorf("stored %s", pos)
				}
				for range 20 { // as long as an acknowledgement takes, and more
					_, err := os.Stat(file)
					acked = acked || err == nil
					time.Sleep(10 * time.Millisecond)
				}
				return nil
			}, rec))
			if acked != (order == host.AckThenStore) {
				t.Errorf("acknowledged before it was stored: %t", acked)
			}
			failed := errors.New("disk full")
			if err := s.Settle(host.StoreThenAck,
				func(opencdc.Position) error { return failed }, rec,
			); !errors.Is(err, failed) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestDestination(t *testing.T) {
	t.Parallel()
	x := start(t, fake(t, ""))
	d, err := x.Destination()
	must(t, err)
	must(t, d.Configure(nil))
	must(t, d.Open())
	must(t, d.Run())
	answers, err := d.Write(record("a", "1"), record("b", "bad"),
		record("c", "3"))
	must(t, err)
	var got []string
	for _, is := range answers {
		got = append(got, string(is.Position)+" "+is.Error)
	}
	// The SDK rejects what comes after the failed record, too.
	want := []string{"a ", "b the key is bad", "c the key is bad"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	must(t, d.Stop())
	d.CloseStream()
	must(t, d.Teardown())
	must(t, x.Close())
}

func TestBadPlugins(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	text := filepath.Join(folder, "text")
	must(t, os.WriteFile(text, []byte("#!/nowhere/sh\n"), 0o700))
	plain := filepath.Join(folder, "plain")
	must(t, os.WriteFile(plain, []byte("hello"), 0o600))
	for name, test := range map[string]struct {
		path string
		kind error
		says string
	}{
		"no file":         {folder + "/x", host.ErrNoPlugin, "no file"},
		"folder":          {folder, host.ErrNoPlugin, "is a folder"},
		"not executable":  {plain, host.ErrNoPlugin, "permission denied"},
		"no interpreter":  {text, host.ErrNoPlugin, "no such file"},
		"another program": {"/bin/echo", host.ErrExited, "exit status 0"},
		"prints before the handshake": {
			"", host.ErrNoPlugin, `"connecting …"; print nothing before`},
		"prints a long line":  {"", host.ErrNoPlugin, "xxx"},
		"prints binary":       {"", host.ErrNoPlugin, `"\x7fELF\x00\xff"`},
		"dies at once":        {"", host.ErrExited, "exit status 3"},
		"panics at once":      {"", host.ErrExited, "exit status 2"},
		"ends without a word": {"", host.ErrExited, "exit status 0"},
		"says nothing": {
			"", host.ErrNoAnswer, "no handshake on its standard output"},
		"says nothing, with a child": {
			"", host.ErrNoAnswer, "no handshake on its standard output"},
		"another protocol version": {
			"", host.ErrNoPlugin, "version 9 of the connector protocol"},
		"nobody serves": {"", nil, "asked to start"},
		"other RPC":     {"", host.ErrNoPlugin, "netrpc"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plugin := fake(t, name)
			if test.path != "" {
				plugin.Path = test.path
			}
			folder := t.TempDir()
			plugin.Env = append(plugin.Env, "TMPDIR="+folder)
			began := time.Now()
			x, err := host.Start(plugin)
			if took := time.Since(began); took > limit+2*time.Second {
				t.Errorf("took %v", took)
			}
			if err == nil {
				x.Kill()
				t.Fatal("has started")
			}
			if test.kind != nil && !errors.Is(err, test.kind) ||
				!strings.Contains(err.Error(), test.says) {
				t.Errorf("got: %v", err)
			}
			t.Log(err)
			nobodyHas(t, "FAKE_PLUGIN="+name)
		})
	}
}

// nobodyHas fails if a process has a variable in its environment, which a
// plugin and its children have.
func nobodyHas(t *testing.T, variable string) {
	t.Helper()
	for try := 0; ; try++ {
		var found []string
		files, _ := filepath.Glob("/proc/[0-9]*/environ")
		for _, file := range files {
			text, _ := os.ReadFile(file)
			for _, is := range strings.Split(string(text), "\x00") {
				if is == variable {
					found = append(found, file)
				}
			}
		}
		if len(found) == 0 {
			return
		}
		if try == 100 {
			t.Fatalf("left behind: %v", found)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestHangs: a plugin that hangs in a call, or dies in it, is named with the
// call, within the limit.
func TestHangsAndDies(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"hangs", "dies", "panics"} {
		for _, where := range []string{
			"Configure", "Created", "Open", "Read", "Ack", "Teardown",
		} {
			mode := how + " in " + where
			t.Run(mode, func(t *testing.T) {
				t.Parallel()
				plugin := fake(t, mode)
				// Only a plugin that hangs is waited for; the calls before
				// that one have as long, on a busy machine too.
				plugin.Limit = limit
				if how != "hangs" {
					plugin.Limit = time.Minute
				}
				x := start(t, plugin)
				began := time.Now()
				err := drive(x)
				if how == "hangs" && where == "Ack" {
					where = "Teardown" // which waits for it
				}
				if how == "hangs" && where == "Read" {
					where = "Stop" // which waits for it
				}
				checkCall(t, err, how, where)
				if took := time.Since(began); took > time.Minute {
					t.Errorf("took %v", took)
				}
				x.Kill()
				nobodyHas(t, "FAKE_PLUGIN="+mode)
			})
		}
	}
}

func checkCall(t *testing.T, err error, how, where string) {
	t.Helper()
	t.Log(err)
	var call *host.CallError
	if !errors.As(err, &call) {
		t.Fatalf("got %v", err)
	}
	asked := map[string]string{"Read": "Next", "Ack": "Next"}[where]
	if asked == "" {
		asked = where
	}
	if call.Asked != asked {
		t.Errorf("asked %s, not %s: %v", call.Asked, asked, err)
	}
	want := map[string]error{
		"hangs": host.ErrNoAnswer, "dies": host.ErrExited,
		"panics": host.ErrExited,
	}[how]
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	text := map[string]string{
		"dies": "out of cheese", "panics": "oh no"}[how]
	if !strings.Contains(err.Error(), text) {
		t.Errorf("the log is missing: %v", err)
	}
}

// drive runs a source through all calls, to the first error.
func drive(x *host.Process) error {
	s, err := x.Source()
	if err != nil {
		return err
	}
	for _, call := range []func() error{
		func() error { return s.Configure(nil) },
		func() error { return s.Created(nil) },
		func() error { return s.Open(nil) },
		s.Run,
	} {
		if err := call(); err != nil {
			return err
		}
	}
	for range 3 {
		rec, err := s.Next(100 * time.Millisecond)
		if errors.Is(err, host.ErrNone) {
			break
		}
		if err != nil {
			return err
		}
		if err := s.Ack(rec.Position); err != nil {
			return err
		}
	}
	if _, err := s.Next(100 * time.Millisecond); err != nil &&
		!errors.Is(err, host.ErrNone) {
		return err
	}
	if _, err := s.Stop(); err != nil {
		return err
	}
	s.CloseStream()
	return s.Teardown()
}

func TestPluginErrors(t *testing.T) {
	t.Parallel()
	for mode, says := range map[string]string{
		"fails in Open": "asked to Open: dial tcp: connection refused",
		"fails in Read": "read plugin error: table is gone",
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			err := drive(start(t, fake(t, mode)))
			if err == nil || !strings.Contains(err.Error(), says) ||
				errors.Is(err, host.ErrExited) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("unknown setting", func(t *testing.T) {
		t.Parallel()
		s, err := start(t, fake(t, "")).Source()
		must(t, err)
		err = s.Configure(config.Config{"nonsense": "1"})
		if err == nil || !strings.Contains(err.Error(), "nonsense") {
			t.Errorf("got %v", err)
		}
	})
}

// TestFlood: whatever a plugin logs, nothing waits for it, and little is kept.
func TestFlood(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{
		"floods its log before the handshake", "floods in Read",
		"one line without an end",
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			plugin := fake(t, mode)
			plugin.Limit = 20 * time.Second // the race detector is slow
			x := start(t, plugin)
			must(t, drive(x))
			size := 0
			for _, line := range x.Log() {
				size += len(line)
			}
			if size == 0 || size > 200*16*1024 {
				t.Errorf("%d bytes are kept", size)
			}
		})
	}
}

// TestKillTakesChildren: SIGKILL reaches what the plugin has started.
func TestKillTakesChildren(t *testing.T) {
	t.Parallel()
	x := start(t, fake(t, "with a child"))
	if n := len(membersOf(t, x.Pid())); n != 2 {
		t.Fatalf("%d processes in the group", n)
	}
	x.Kill()
	groupIsGone(t, x.Pid())
	if _, err := x.Specification(); !errors.Is(err, host.ErrExited) {
		t.Errorf("got %v", err)
	}
}

// TestKillInOpen: a kill ends a call that is under way.
func TestKillInOpen(t *testing.T) {
	t.Parallel()
	plugin := fake(t, "hangs in Open")
	plugin.Limit = time.Minute
	x := start(t, plugin)
	s, err := x.Source()
	must(t, err)
	must(t, s.Configure(nil))
	time.AfterFunc(50*time.Millisecond, x.Kill)
	if err := s.Open(nil); !errors.Is(err, host.ErrExited) {
		t.Errorf("got %v", err)
	}
}

// TestNoFilesLeft: neither a graceful end nor a kill leaves a socket behind.
func TestNoFilesLeft(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	x := start(t, fake(t, ""))
	must(t, x.Close())
	start(t, fake(t, "")).Kill()
	if _, err := host.Start(fake(t, "dies at once")); err == nil {
		t.Error("has started")
	}
	left, err := os.ReadDir(folder)
	must(t, err)
	for _, file := range left {
		t.Errorf("left behind: %s", file.Name())
	}
}

func TestSchemas(t *testing.T) {
	t.Parallel()
	s := host.NewSchemas()
	create := func(text string) schema.Schema {
		made, err := s.CreateSchema(t.Context(),
			pconnutils.CreateSchemaRequest{
				Subject: "a", Type: schema.TypeAvro, Bytes: []byte(text)})
		must(t, err)
		return made.Schema
	}
	const row = `{"type":"record","name":"r","fields":[` +
		`{"name":"id","type":"long"}]}`
	first, second, again := create(row), create(`"int"`), create(row)
	if first.Version != 1 || second.Version != 2 || again.Version != 1 ||
		first.ID == second.ID {
		t.Errorf("got %v, %v, %v", first, second, again)
	}
	for _, request := range []pconnutils.GetSchemaRequest{
		{Subject: "b", Version: 1}, {Subject: "a", Version: 3}, {Subject: "a"},
	} {
		if _, err := s.GetSchema(t.Context(), request); err == nil {
			t.Errorf("%v is there", request)
		}
	}
	raw, err := first.Marshal(map[string]any{"id": int64(1<<53 + 1)})
	must(t, err)
	rec := record("1", "")
	rec.Key = opencdc.RawData(raw)
	rec.Metadata.SetKeySchemaSubject("a")
	rec.Metadata.SetKeySchemaVersion(1)
	decoded, err := s.Decode(rec)
	must(t, err)
	key, ok := decoded.Key.(opencdc.StructuredData)
	if !ok || key["id"] != int64(1<<53+1) {
		t.Errorf("got %#v", decoded.Key)
	}
	rec.Metadata.SetKeySchemaVersion(9)
	if _, err := s.Decode(rec); err == nil {
		t.Error("an unknown version is decoded")
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	s := host.NewSchemas()
	rec := record("1", "")
	rec.Key = opencdc.StructuredData{"id": int64(1<<53 + 1)}
	rec.Payload.Before = opencdc.StructuredData{"name": "a"}
	rec.Payload.After = opencdc.StructuredData{"name": "b"}
	encoded, err := s.Encode(rec, "test")
	must(t, err)
	if _, ok := encoded.Payload.Before.(opencdc.RawData); !ok {
		t.Errorf("got %#v", encoded.Payload.Before)
	}
	decoded, err := s.Decode(encoded)
	must(t, err)
	if !reflect.DeepEqual(decoded.Key, rec.Key) ||
		!reflect.DeepEqual(decoded.Payload, rec.Payload) {
		t.Errorf("got %v", decoded)
	}
	rec.Payload.Before = opencdc.StructuredData{"other": "a"}
	if _, err := s.Encode(rec, "test"); err == nil {
		t.Error("an image that has not the fields of the other is encoded")
	}
}

// syncBuffer is a buffer for several goroutines.
type syncBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *syncBuffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(text)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
