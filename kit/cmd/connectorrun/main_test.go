package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// TestMain is a connector when the tests start it as one.
func TestMain(m *testing.M) {
	if _, ok := os.LookupEnv("FAKE_CONNECTOR"); !ok {
		os.Exit(m.Run())
	}
	required := []config.Validation{config.ValidationRequired{}}
	parameters := config.Parameters{
		"url": {
			Type: config.ParameterTypeString, Validations: required,
			Description: "Where it is.",
		},
		"key": {
			Type:        config.ParameterTypeString,
			Description: "The password of the user.",
		},
		"count": {
			Type: config.ParameterTypeInt, Default: "3",
			Description: "How many.",
		},
	}
	sdk.Serve(sdk.Connector{
		NewSpecification: func() sdk.Specification {
			return sdk.Specification{
				Name: "fake", Version: "v1.0.0", Summary: "Counts.",
				SourceParams: parameters, DestinationParams: parameters,
			}
		},
		NewSource:      func() sdk.Source { return &source{} },
		NewDestination: func() sdk.Destination { return &destination{} },
	})
}

type settings struct {
	URL   string `json:"url"`
	Key   string `json:"key"`
	Count int    `json:"count"`
}

type sourceConfig struct {
	sdk.UnimplementedSourceConfig
	settings
}

// source counts, and waits.
type source struct {
	sdk.UnimplementedSource
	config sourceConfig
	next   int
}

func (s *source) Config() sdk.SourceConfig { return &s.config }

func (s *source) Open(ctx context.Context, pos opencdc.Position) error {
	sdk.Logger(ctx).Info().Msgf("connecting to %s", s.config.URL)
	if strings.Contains(s.config.URL, "refuses") {
		return fmt.Errorf("cannot log in at %s with %s", s.config.URL,
			s.config.Key)
	}
	if pos != nil {
		var err error
		s.next, err = strconv.Atoi(string(pos))
		return err
	}
	return nil
}

func (s *source) Read(ctx context.Context) (opencdc.Record, error) {
	if s.next >= s.config.Count {
		<-ctx.Done()
		if strings.Contains(s.config.URL, "hangs") {
			select {}
		}
		return opencdc.Record{}, ctx.Err()
	}
	s.next++
	return sdk.Util.Source.NewRecordCreate(
		opencdc.Position(strconv.Itoa(s.next)), nil,
		opencdc.StructuredData{"id": s.next}, opencdc.RawData("x")), nil
}

func (s *source) Ack(context.Context, opencdc.Position) error { return nil }

func (s *source) Teardown(ctx context.Context) error {
	sdk.Logger(ctx).Info().Msg("torn down")
	return nil
}

type destinationConfig struct {
	sdk.UnimplementedDestinationConfig
	settings
}

type destination struct {
	sdk.UnimplementedDestination
	config destinationConfig
}

func (d *destination) Config() sdk.DestinationConfig { return &d.config }

func (d *destination) Open(context.Context) error { return nil }

func (d *destination) Write(
	ctx context.Context, recs []opencdc.Record,
) (int, error) {
	for i, rec := range recs {
		sdk.Logger(ctx).Info().Msgf("got %s %s %s", rec.Position,
			rec.Operation, rec.Key.Bytes())
		if strings.Contains(string(rec.Key.Bytes()), "bad") {
			return i, errors.New("the key is bad")
		}
	}
	return len(recs), nil
}

func (d *destination) Teardown(context.Context) error { return nil }

// buffer is one for several goroutines.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(text)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// call is a call of the program.
type call struct {
	out, messages buffer
	interrupts    chan os.Signal
	code          chan int
}

// start calls the program with the fake connector, in a folder of its own.
func start(t *testing.T, in io.Reader, args ...string) *call {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &call{
		interrupts: make(chan os.Signal, 2), code: make(chan int, 1),
	}
	args = append([]string{self, "--limit", "5s"}, args...)
	go func() {
		c.code <- run(args, c.interrupts, in, &c.out, &c.messages)
	}()
	return c
}

// ends waits for the end of the program.
func (c *call) ends(t *testing.T, code int) {
	t.Helper()
	select {
	case got := <-c.code:
		if got != code {
			t.Errorf("ended with %d\n%s\n%s", got, c.out.String(),
				c.messages.String())
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("has not ended\n%s", c.messages.String())
	}
}

// says waits until a text was printed.
func (c *call) says(t *testing.T, text string) {
	t.Helper()
	for range 500 {
		if strings.Contains(c.out.String()+c.messages.String(), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%q is missing in:\n%s\n%s", text, c.out.String(),
		c.messages.String())
}

func (c *call) saysNothingOf(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(c.out.String()+c.messages.String(), text) {
		t.Errorf("%q is in:\n%s\n%s", text, c.out.String(),
			c.messages.String())
	}
}

func inFolder(t *testing.T) {
	t.Helper()
	t.Setenv("FAKE_CONNECTOR", "1")
	t.Setenv("GORACE", "atexit_sleep_ms=0")
	t.Chdir(t.TempDir())
}

// positions returns the positions of the records that were printed.
func (c *call) positions(t *testing.T) string {
	t.Helper()
	var all []string
	decoder := json.NewDecoder(strings.NewReader(c.out.String()))
	for {
		var rec struct{ Position []byte }
		if err := decoder.Decode(&rec); errors.Is(err, io.EOF) {
			return strings.Join(all, " ")
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(rec.Position))
	}
}

func TestSourceGoesOn(t *testing.T) {
	inFolder(t)
	for _, test := range []struct{ count, want string }{
		{"2", "1 2"}, {"1", "3"}, {"2", "4 5"},
	} {
		c := start(t, nil, "--setting", "url=x", "--setting", "count=5",
			"--count", test.count, "--position", "here")
		c.ends(t, 0)
		got := c.positions(t)
		// The source may have sent more when it was stopped.
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("got %s, want %s", got, test.want)
		}
		stored, err := os.ReadFile("here")
		if err != nil {
			t.Fatal(err)
		}
		last := got[strings.LastIndex(got, " ")+1:]
		if string(stored) != last {
			t.Errorf("%s is stored, %s was printed last", stored, last)
		}
		if last == "5" {
			break
		}
	}
	left, _ := filepath.Glob(".position-*")
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestInterrupt(t *testing.T) {
	inFolder(t)
	c := start(t, nil, "--setting", "url=x", "--position", "none")
	c.says(t, `"id":3`)
	c.interrupts <- syscall.SIGINT
	c.interrupts <- syscall.SIGINT // timeout(1) sends two
	c.ends(t, 0)
	c.says(t, "torn down")
	if _, err := os.Stat("none"); err == nil {
		t.Error("a position is kept")
	}
}

func TestSecondInterruptKills(t *testing.T) {
	inFolder(t)
	c := start(t, nil, "--setting", "url=hangs", "--limit", "1m")
	c.says(t, `"id":3`)
	c.interrupts <- syscall.SIGINT
	time.Sleep(2 * sameInterrupt)
	c.interrupts <- syscall.SIGINT
	c.ends(t, 1)
	c.says(t, "has exited: signal: killed")
}

func TestSettings(t *testing.T) {
	inFolder(t)
	c := start(t, nil, "--setting", "ulr=x", "--setting", "count=many")
	c.ends(t, 1)
	for _, text := range []string{
		`"ulr": unrecognized parameter`, `"url": required parameter`,
		`"many" value is not an integer`, "--parameters lists",
	} {
		c.says(t, text)
	}
	list := start(t, nil, "--parameters")
	list.ends(t, 0)
	for _, text := range []string{
		"fake v1.0.0: Counts.", "source:", "destination:",
		"  url (string, required)\n    Where it is.",
		`  count (int, default "3")`,
	} {
		if !strings.Contains(list.out.String(), text) {
			t.Errorf("%q is missing in:\n%s", text, list.out.String())
		}
	}
}

func TestSecretsAreHidden(t *testing.T) {
	inFolder(t)
	for _, url := range []string{
		"db://me:hunter%2F2@host/x", "db://me:hunter%2F2@host/refuses",
	} {
		c := start(t, nil, "--setting", "url="+url, "--count", "1",
			"--setting", "key=sesame-open", "--position", "none")
		code := 0
		if strings.Contains(url, "refuses") {
			code = 1
		}
		c.ends(t, code)
		c.says(t, "me:***@host")
		for _, secret := range []string{
			"hunter", "sesame", base64.StdEncoding.EncodeToString(
				[]byte("hunter/2")),
		} {
			c.saysNothingOf(t, secret)
		}
	}
	wrong := start(t, nil, "--setting", "count=sesame",
		"--setting", "password=sesame-open")
	wrong.ends(t, 1)
	wrong.saysNothingOf(t, "sesame-open")
}

func TestDestination(t *testing.T) {
	inFolder(t)
	in := strings.NewReader(`{"key":{"id":9007199254740993}}

{"operation":"delete","key":"YmFk","position":"cA=="}
{"key":{"id":3},"payload":{"after":{"a":[1.5,{"b":null}]}}}
`)
	c := start(t, in, "--setting", "url=x", "--from", "-")
	c.ends(t, 1)
	for _, text := range []string{
		"-:1: acknowledged", "-:3: rejected: the key is bad",
		"-:4: acknowledged", "1 records were rejected",
		"got line 1 create", "got p delete bad",
	} {
		c.says(t, text)
	}
	for text, want := range map[string]string{
		"{":                       "-:1: this is no record",
		`{"kye":{}}`:              `unknown field "kye"`,
		`{"key":"not base64"}`:    "key: a text has to be base64",
		`{"payload":{"after":1}}`: "payload.after: 1 is neither",
	} {
		c := start(t, strings.NewReader(text), "--setting", "url=x",
			"--from", "-")
		c.ends(t, 1)
		c.says(t, want)
	}
}

func TestUsage(t *testing.T) {
	inFolder(t)
	for _, test := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "Runs a built connector"},
		{[]string{"--nonsense"}, 2, "nonsense"},
		{[]string{"./a", "./b"}, 2, "two connectors"},
		{[]string{"./a", "--setting", "url"}, 2, "write --setting name="},
		{[]string{
			"./a", "--setting", "a=1", "--setting", "a=sesame",
		}, 2, "twice"},
		{[]string{"./a"}, 1, "there is no file ./a"},
	} {
		var out, messages bytes.Buffer
		code := run(test.args, nil, nil, &out, &messages)
		if strings.Contains(messages.String(), "sesame") {
			t.Errorf("a value is printed: %s", messages.String())
		}
		said := messages.String()
		if code != test.code || !strings.Contains(said, test.says) {
			t.Errorf("%q: %d, %s", test.args, code, said)
		}
	}
	must := filepath.Join(t.TempDir(), "folder")
	c := start(t, nil, "--setting", "url=x", "--position", must+"/no/file")
	c.ends(t, 1)
	c.says(t, "store position")
}
