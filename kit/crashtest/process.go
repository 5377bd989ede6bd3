package crashtest

import (
	"sync"
	"time"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// start is one start of a built connector: a process that is killed, or exits.
type start struct {
	binary   *binary
	patience time.Duration

	mu      sync.Mutex // guards what a crash needs
	process *host.Process
	crashed bool
}

// begin starts the process, once, and gets one side of the plugin.
func (p *start) begin(side func(*host.Process) error) error {
	p.mu.Lock()
	begun, crashed := p.process != nil, p.crashed
	p.mu.Unlock()
	if begun {
		return nil
	}
	if crashed {
		return host.ErrExited
	}
	process, err := p.binary.start(p.patience)
	if err != nil {
		return translated(err)
	}
	p.mu.Lock()
	p.process = process
	crashed = p.crashed
	p.mu.Unlock()
	if crashed { // meanwhile
		process.Kill()
	}
	return side(process)
}

// over tells whether there is no process, or none any more.
func (p *start) over() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.crashed || p.process == nil
}

// exit ends the process gracefully.
func (p *start) exit() error {
	if p.over() {
		return nil
	}
	return translated(p.process.Close())
}

// crash kills the process. It may be called at any time, also twice.
func (p *start) crash() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.crashed {
		return
	}
	p.crashed = true
	p.binary.kills.Add(1)
	if p.process != nil {
		p.process.Kill()
	}
}

// discard ends a process that a scenario left, because its test failed.
func (p *start) discard() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.crashed = true
	if p.process != nil {
		p.process.Kill()
	}
}

// lastWords returns the end of the plugin's log.
func (p *start) lastWords() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		return nil
	}
	lines := p.process.Log()
	return lines[max(0, len(lines)-mostFindings):]
}
