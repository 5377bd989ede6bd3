package host

import (
	"context"
	"io"
	"os/exec"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
)

// process runs the binary for go-plugin. Different from the runner that comes
// with it, it kills the whole process group, keeps the log of what is written
// before and after the handshake, and knows how the process ended.
type process struct {
	cmd    *exec.Cmd
	log    *logBook
	stdout io.ReadCloser
	out    *lineWriter
	err    *lineWriter

	outEnd   chan struct{} // closed at the end of the standard output
	outEnded sync.Once

	ended  chan struct{} // closed when the process has ended
	how    string        // "exit status 1"; after ended
	killed bool          // by a signal; after ended
}

// option changes the configuration of go-plugin's client.
type option func(*plugin.ClientConfig) error

// ApplyOption applies it.
func (o option) ApplyOption(c *plugin.ClientConfig) error { return o(c) }

// runner returns what makes go-plugin's client start our process. go-plugin
// adds the environment of the handshake to the command that it hands over.
func (x *Process) runner(schemas string) func(
	hclog.Logger, *exec.Cmd, string,
) (runner.Runner, error) {
	return func(
		_ hclog.Logger, cmd *exec.Cmd, _ string,
	) (runner.Runner, error) {
		x.run.cmd.Env = x.environment(cmd.Env, schemas)
		return x.run, nil
	}
}

func newProcess(path string, log *logBook) (*process, error) {
	p := &process{
		cmd:    exec.Command(path),
		log:    log,
		out:    log.writer(),
		err:    log.writer(),
		outEnd: make(chan struct{}),
		ended:  make(chan struct{}),
	}
	p.cmd.Stderr = p.err
	p.out.handshake = true
	// A grandchild that holds the log open must not keep Wait from returning.
	p.cmd.WaitDelay = time.Second
	ownGroup(p.cmd)
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.stdout = stdout
	return p, nil
}

// Start starts the process.
func (p *process) Start(context.Context) error { return p.cmd.Start() }

// Wait waits for the end of the process, and tidies up what it left behind.
func (p *process) Wait(context.Context) error {
	err := p.cmd.Wait()
	killGroup(p.cmd)
	p.out.flush()
	p.err.flush()
	p.how = p.cmd.ProcessState.String()
	p.killed = !p.cmd.ProcessState.Exited()
	close(p.ended)
	return err
}

// Kill kills the process group. It is for go-plugin, when the start has failed
// or a plugin does not exit: one that is about to exit may still do so, and
// tell why.
func (p *process) Kill(context.Context) error {
	if !p.started() {
		return nil
	}
	select {
	case <-p.ended:
	case <-time.After(100 * time.Millisecond):
		p.kill()
	}
	return nil
}

// kill kills the process group, unless the process has ended.
func (p *process) kill() {
	if !p.started() {
		return
	}
	select {
	case <-p.ended:
	default:
		killGroup(p.cmd)
		p.endOutput() // also if go-plugin has stopped reading it
	}
}

func (p *process) started() bool { return p.cmd.Process != nil }

// Stdout is read for the handshake. What follows it goes into the log.
func (p *process) Stdout() io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{readerFunc(func(text []byte) (int, error) {
		n, err := io.TeeReader(p.stdout, p.out).Read(text)
		if err != nil {
			p.endOutput()
		}
		return n, err
	}), p.stdout}
}

func (p *process) endOutput() {
	p.outEnded.Do(func() { close(p.outEnd) })
}

// Stderr is empty: it goes into the log. It ends with the standard output, not
// before: go-plugin would begin to wait for the process while it still starts.
func (p *process) Stderr() io.ReadCloser {
	return io.NopCloser(readerFunc(func([]byte) (int, error) {
		<-p.outEnd
		return 0, io.EOF
	}))
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(text []byte) (int, error) { return f(text) }

func (p *process) Name() string { return p.cmd.Path }

func (p *process) ID() string {
	if !p.started() {
		return ""
	}
	return strconv.Itoa(p.cmd.Process.Pid)
}

// Diagnose has nothing to add.
func (p *process) Diagnose(context.Context) string { return "" }

func (p *process) PluginToHost(network, addr string) (string, string, error) {
	return network, addr, nil
}

func (p *process) HostToPlugin(network, addr string) (string, string, error) {
	return network, addr, nil
}
