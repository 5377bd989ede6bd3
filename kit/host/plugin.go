package host

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	"github.com/conduitio/conduit-connector-protocol/pconnector/client"
	"github.com/conduitio/conduit-connector-protocol/pconnutils"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// Plugin is a built connector, and how to run it. Only Path is required.
type Plugin struct {
	// Path is that of the binary.
	Path string
	// ConnectorID is the ID that Conduit would have given to the connector;
	// "host" if it is empty.
	ConnectorID string
	// Env are more environment variables, as "KEY=value". As from Conduit, the
	// plugin inherits those of this process.
	Env []string
	// LogLevel is the level that the SDK's logger writes from on: trace, debug,
	// info, warn or error; info if it is empty.
	LogLevel string
	// Log gets each line that the plugin writes on its standard error, and on
	// its standard output after the handshake. It may be nil. Two lines are
	// never written at the same time.
	Log io.Writer
	// Schemas is the schema service; a new one for each start if it is nil.
	Schemas *Schemas
	// Limit is how long the plugin may take for its start, and for each call
	// after that; a minute if it is 0. Conduit itself waits for ever, and the
	// SDK ends Stop and Teardown after a minute.
	Limit time.Duration
}

// Process is a plugin that runs. Its methods may be called concurrently. Call
// Close or Kill in the end.
type Process struct {
	plugin  Plugin
	schemas *Schemas
	log     *logBook
	run     *process
	client  *plugin.Client
	remote  plugin.ClientProtocol
	tidy    func()
	tidied  sync.Once
	mu      sync.Mutex
	streams []func() // close them
}

// atEnd calls a function when the process has ended.
func (x *Process) atEnd(do func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.streams = append(x.streams, do)
}

// Start starts the binary and waits for its handshake. Whatever goes wrong, no
// process is left behind. The error is a *CallError; it wraps ErrNoPlugin if
// the program is no connector, ErrExited if it ended at once, ErrNoAnswer if no
// handshake came within the limit.
func Start(p Plugin) (*Process, error) {
	p.ConnectorID = cmp.Or(p.ConnectorID, "host")
	p.LogLevel = cmp.Or(p.LogLevel, "info")
	p.Limit = cmp.Or(p.Limit, time.Minute)
	x := &Process{
		plugin: p, schemas: p.Schemas, log: &logBook{passOn: p.Log},
		tidy: func() {},
	}
	if x.schemas == nil {
		x.schemas = NewSchemas()
	}
	if err := x.start(); err != nil {
		x.Kill()
		return nil, x.startError(err)
	}
	return x, nil
}

func (x *Process) start() error {
	if err := checkFile(x.plugin.Path); err != nil {
		return err
	}
	// Sockets of a plugin that is killed lie in here, and go with it.
	folder, err := os.MkdirTemp("", "host")
	if err != nil {
		return fmt.Errorf("make a folder for the plugin's socket: %w", err)
	}
	address, stop, err := x.schemas.serve()
	if err != nil {
		_ = os.RemoveAll(folder)
		return err
	}
	x.tidy = func() {
		stop()
		_ = os.RemoveAll(folder) // a leftover in the folder for such files
	}
	x.run, err = newProcess(x.plugin.Path, x.log)
	if err != nil {
		return err
	}
	x.client, err = client.New(hclog.NewNullLogger(), x.plugin.Path,
		x.option(folder, address))
	if err != nil {
		return err
	}
	type started struct {
		remote plugin.ClientProtocol
		err    error
	}
	result := make(chan started, 1)
	go func() {
		remote, err := x.client.Client()
		if err == nil {
			err = remote.Ping() // is somebody there?
		}
		result <- started{remote, err}
	}()
	select {
	case is := <-result:
		x.remote = is.remote
		return is.err
	case <-time.After(x.plugin.Limit + time.Second):
		return fmt.Errorf("%w at the address of the handshake, %v",
			ErrNoAnswer, x.plugin.Limit)
	}
}

// option makes go-plugin's client start the process our way.
func (x *Process) option(folder, schemas string) client.Option {
	return option(func(c *plugin.ClientConfig) error {
		c.Cmd = nil
		c.RunnerFunc = x.runner(schemas)
		c.StartTimeout = x.plugin.Limit
		c.UnixSocketConfig = &plugin.UnixSocketConfig{TempDir: folder}
		c.SyncStdout, c.SyncStderr = x.run.out, x.run.err
		return nil
	})
}

// environment is what Conduit sets for each plugin. What comes later counts.
func (x *Process) environment(handshake []string, schemas string) []string {
	own := []string{
		pconnector.EnvConduitConnectorID + "=" + x.plugin.ConnectorID,
		pconnector.EnvConduitConnectorLogLevel + "=" + x.plugin.LogLevel,
		pconnutils.EnvConduitConnectorUtilitiesGRPCTarget + "=" + schemas,
		pconnutils.EnvConduitConnectorToken + "=host",
	}
	return append(append(handshake, own...), x.plugin.Env...)
}

// startError says why a plugin has not started.
func (x *Process) startError(err error) error {
	var call *CallError
	if errors.As(err, &call) {
		return call
	}
	call = &CallError{Asked: "Start", Err: err}
	if x.run == nil || !x.run.started() {
		if !errors.Is(err, ErrNoPlugin) {
			call.Err = fmt.Errorf("%s: %w: %w", x.plugin.Path, ErrNoPlugin, err)
		}
		return call
	}
	<-x.run.ended
	call.Log = x.log.ending()
	first := x.run.out.firstLine()
	switch parts := strings.Split(first, "|"); {
	case errors.Is(err, ErrNoAnswer):
	case first == "" && x.run.killed:
		call.Err = fmt.Errorf("%w: no handshake on its standard output "+
			"within %v", ErrNoAnswer, x.plugin.Limit)
	case first == "":
		call.Err = fmt.Errorf("%w without a handshake on its standard "+
			"output: %s", ErrExited, x.run.how)
	case len(parts) < 4:
		call.Err = fmt.Errorf("%w: the first line on its standard output "+
			"has to be the handshake, and is %q; print nothing before "+
			"sdk.Serve", ErrNoPlugin, first)
	case parts[1] != "1" && parts[1] != "2":
		call.Err = fmt.Errorf("%w: it speaks version %s of the connector "+
			"protocol, versions 1 and 2 are known", ErrNoPlugin, parts[1])
	case !x.run.killed:
		call.Err = fmt.Errorf("%w after its handshake: %s",
			ErrExited, x.run.how)
	default:
		call.Err = fmt.Errorf("%w: %w", ErrNoPlugin, err)
	}
	return call
}

// checkFile finds out what no process is needed for.
func checkFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: there is no file %s", ErrNoPlugin, path)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrNoPlugin, err)
	case info.IsDir():
		return fmt.Errorf("%w: %s is a folder", ErrNoPlugin, path)
	}
	return nil
}

// Pid returns the ID of the plugin's process, which is that of its process
// group, too.
func (x *Process) Pid() int { return x.run.cmd.Process.Pid }

// Log returns the last lines that the plugin wrote, oldest first: two hundred
// at most.
func (x *Process) Log() []string { return x.log.last(keptLines) }

// Schemas returns the schema service that the plugin uses.
func (x *Process) Schemas() *Schemas { return x.schemas }

// Kill sends SIGKILL to the process group of the plugin, and waits until the
// process has ended. The plugin gets no chance to do anything. Where there are
// no process groups, as on Windows, only the process itself is killed.
func (x *Process) Kill() {
	if x.run != nil {
		x.run.kill()
	}
	x.end()
}

// Close asks the plugin to exit, as Conduit does after Teardown. A process that
// is still there two seconds later is killed, which is an error that wraps
// ErrNoAnswer.
func (x *Process) Close() error {
	const patience = 5 * time.Second // go-plugin itself waits for two
	late := time.AfterFunc(patience, x.run.kill)
	defer late.Stop()
	x.end()
	if x.run.killed {
		return &CallError{
			Asked: "exit", Err: ErrNoAnswer, Log: x.log.ending(),
		}
	}
	return nil
}

// end waits for the end of the process and tidies up.
func (x *Process) end() {
	x.tidied.Do(func() {
		if x.client != nil {
			x.client.Kill()
		}
		if x.run != nil && x.run.started() {
			<-x.run.ended
		}
		x.mu.Lock()
		defer x.mu.Unlock()
		for _, closeStream := range x.streams {
			closeStream()
		}
		x.tidy()
	})
}
