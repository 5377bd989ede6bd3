package natskv

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// patience is how long something may take that has to happen.
const patience = 20 * time.Second

// testServer is a real server with JetStream, inside the test. It keeps its
// port and its data when it is restarted.
type testServer struct {
	t       testing.TB
	options server.Options
	server  *server.Server
}

func newServer(
	t testing.TB, change ...func(*server.Options),
) *testServer {
	t.Helper()
	s := &testServer{t: t, options: server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true,
		StoreDir: t.TempDir(), NoLog: true, NoSigs: true,
	}}
	for _, f := range change {
		f(&s.options)
	}
	s.start()
	t.Cleanup(s.stop)
	return s
}

func (s *testServer) start() {
	s.t.Helper()
	options := s.options.Clone() // the server writes into it
	started, err := server.NewServer(options)
	if err != nil {
		s.t.Fatal(err)
	}
	started.Start()
	if !started.ReadyForConnections(patience) {
		s.t.Fatal("the server did not start")
	}
	address, err := url.Parse(started.ClientURL())
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := fmt.Sscan(address.Port(), &s.options.Port); err != nil {
		s.t.Fatal(err)
	}
	s.server = started
}

func (s *testServer) stop() {
	s.server.Shutdown()
	s.server.WaitForShutdown()
}

// restart takes the server away for a moment.
func (s *testServer) restart() {
	s.t.Helper()
	s.stop()
	s.start()
}

func (s *testServer) url() string {
	return fmt.Sprintf("nats://127.0.0.1:%d", s.options.Port)
}

// testBucket is a bucket with a connection of its own, as another program has.
type testBucket struct {
	*testServer
	jetstream.KeyValue
	js     jetstream.JetStream
	conn   *nats.Conn
	config jetstream.KeyValueConfig
}

func (s *testServer) bucket(
	cfg jetstream.KeyValueConfig, options ...nats.Option,
) testBucket {
	s.t.Helper()
	options = append(options, nats.MaxReconnects(-1),
		nats.ReconnectWait(20*time.Millisecond))
	conn, err := nats.Connect(s.url(), options...)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(conn.Close)
	js, err := jetstream.New(conn)
	if err != nil {
		s.t.Fatal(err)
	}
	cfg.Bucket = "b"
	b := testBucket{testServer: s, js: js, conn: conn, config: cfg}
	b.create()
	b.KeyValue, err = js.KeyValue(s.t.Context(), "b")
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

func (b testBucket) create() {
	b.t.Helper()
	if _, err := b.js.CreateKeyValue(b.t.Context(), b.config); err != nil {
		b.t.Fatal(err)
	}
}

func newBucket(t testing.TB, cfg jetstream.KeyValueConfig) testBucket {
	t.Helper()
	return newServer(t).bucket(cfg)
}

// put writes keys, each with its value: "a=1 b=2". "a-" deletes a.
func (b testBucket) put(changes string) {
	b.t.Helper()
	for change := range strings.FieldsSeq(changes) {
		b.write(func(ctx context.Context) error {
			if key, ok := strings.CutSuffix(change, "-"); ok {
				return b.Delete(ctx, key)
			}
			key, value, _ := strings.Cut(change, "=")
			_, err := b.PutString(ctx, key, value)
			return err
		})
	}
}

// write writes, again if the server is just being restarted.
func (b testBucket) write(call func(context.Context) error) {
	b.t.Helper()
	if err := again(b.t.Context(), call); err != nil {
		b.t.Fatal(err)
	}
}

func again(ctx context.Context, call func(context.Context) error) error {
	ctx, end := context.WithTimeout(ctx, patience)
	defer end()
	for {
		once, cancel := context.WithTimeout(ctx, time.Second)
		err := call(once)
		cancel()
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// info returns the state of the bucket's stream.
func (b testBucket) info() jetstream.StreamState {
	b.t.Helper()
	stream, err := b.js.Stream(b.t.Context(), "KV_b")
	if err != nil {
		b.t.Fatal(err)
	}
	return stream.CachedInfo().State
}

// emptied waits until the bucket has forgotten everything for its age.
func (b testBucket) emptied() {
	b.t.Helper()
	for end := time.Now().Add(patience); b.info().Msgs > 0; {
		if time.Now().After(end) {
			b.t.Fatal("the bucket still holds something")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// sourceConfig returns settings; overrides are key, value.
func (b testBucket) sourceConfig(more ...string) config.Config {
	cfg := config.Config{"url": b.url(), "bucket": "b"}
	for i := 0; i < len(more); i += 2 {
		cfg[more[i]] = more[i+1]
	}
	return cfg
}

func configured(t *testing.T, cfg config.Config) sdk.Source {
	t.Helper()
	src := NewSource()
	err := sdk.Util.ParseConfig(t.Context(), cfg, src.Config(),
		Connector.NewSpecification().SourceParams)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// open opens a source at a position and tears it down after the test.
func open(
	t *testing.T, cfg config.Config, pos opencdc.Position,
) sdk.Source {
	t.Helper()
	src := configured(t, cfg)
	t.Cleanup(func() { teardown(t, src) })
	if err := src.Open(t.Context(), pos); err != nil {
		t.Fatal(err)
	}
	return src
}

func openError(t *testing.T, cfg config.Config, pos opencdc.Position) error {
	t.Helper()
	src := configured(t, cfg)
	defer teardown(t, src)
	err := src.Open(t.Context(), pos)
	if err == nil {
		t.Fatal("Open succeeded, want an error")
	}
	return err
}

func teardown(t *testing.T, src sdk.Source) {
	t.Helper()
	if err := src.Teardown(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// read reads n records.
func read(t *testing.T, src sdk.Source, n int) []opencdc.Record {
	t.Helper()
	ctx, end := context.WithTimeout(t.Context(), patience)
	defer end()
	var all []opencdc.Record
	for len(all) < n {
		recs, err := src.ReadN(ctx, n-len(all))
		if err != nil {
			t.Fatalf("after %d of %d records: %v", len(all), n, err)
		}
		all = append(all, recs...)
	}
	return all
}

// wantNothing makes sure that nothing more comes.
func wantNothing(t *testing.T, src sdk.Source) {
	t.Helper()
	ctx, end := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer end()
	recs, err := src.ReadN(ctx, 1)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v, %v, want nothing", show(recs), err)
	}
}

// show writes records as "snapshot a=1, delete b".
func show(recs []opencdc.Record) string {
	var texts []string
	for _, rec := range recs {
		text := rec.Operation.String() + " " + string(rec.Key.Bytes())
		if rec.Payload.After != nil {
			text += "=" + string(rec.Payload.After.Bytes())
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

func wantRecords(t *testing.T, recs []opencdc.Record, want string) {
	t.Helper()
	if got := show(recs); got != want {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
}

func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want one with %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Fatalf("got %q, want it to contain %q", err, part)
		}
	}
}

func last(recs []opencdc.Record) opencdc.Position {
	return recs[len(recs)-1].Position
}
