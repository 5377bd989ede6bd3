package crashtest

import (
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// processSource is a start of a source in a process of its own. Unlike in this
// process there is no lockstep: the source reads ahead, as far as the stream
// takes its records.
type processSource struct {
	start
	source *host.Source
}

func (p *processSource) begin() error {
	return p.start.begin(func(x *host.Process) (err error) {
		p.source, err = x.Source()
		return err
	})
}

func (p *processSource) configure(cfg config.Config) error {
	if err := p.begin(); err != nil {
		return err
	}
	return translated(p.source.Configure(cfg))
}

func (p *processSource) open(
	cfg config.Config, pos opencdc.Position, created bool,
) error {
	began := time.Now()
	if err := p.configure(cfg); err != nil {
		return fmt.Errorf("in Configure: %w", err)
	}
	if created {
		if err := translated(p.source.Created(cfg)); err != nil {
			return fmt.Errorf("in LifecycleOnCreated: %w", err)
		}
	}
	if err := translated(p.source.Open(pos)); err != nil {
		return fmt.Errorf("in Open: %w", err)
	}
	p.binary.opened(time.Since(began))
	return translated(p.source.Run())
}

func (p *processSource) next(
	patience time.Duration,
) (opencdc.Record, error) {
	rec, err := p.source.Next(patience)
	if err != nil {
		return rec, translated(err)
	}
	return p.decoded(rec), nil
}

// decoded undoes the encoding of the middleware. What cannot be decoded stays,
// and is found to be wrong.
func (p *processSource) decoded(rec opencdc.Record) opencdc.Record {
	if decoded, err := p.binary.schemas.Decode(rec); err == nil {
		return decoded
	}
	return rec
}

func (p *processSource) ack(positions []opencdc.Position) error {
	return translated(p.source.Ack(positions...))
}

func (p *processSource) stop(take func(opencdc.Record)) error {
	rest, err := p.source.Stop()
	for _, rec := range rest {
		take(p.decoded(rec))
	}
	return translated(err)
}

func (p *processSource) closeStream() { p.source.CloseStream() }

func (p *processSource) breakOff() { p.source.CloseStream() }

func (p *processSource) teardown() error {
	if p.over() {
		return nil
	}
	p.source.CloseStream()
	return translated(p.source.Teardown())
}

func (p *processSource) deleted(cfg config.Config) error {
	if err := p.begin(); err != nil {
		return err
	}
	return translated(p.source.Deleted(cfg))
}
