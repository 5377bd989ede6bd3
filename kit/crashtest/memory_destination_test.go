package crashtest

import (
	"context"
	"errors"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// memDestination is the reference: a small destination that is right. It
// writes record by record, so it stores what comes before one that fails.
type memDestination struct {
	sdk.UnimplementedDestination
	config memDestinationConfig
	destinationSteps

	sys *memory
}

type memDestinationConfig struct {
	sdk.DefaultDestinationMiddleware
	Name string `json:"name"`
}

// destinationSteps are what the destination does, for mutations to replace.
type destinationSteps struct {
	write    func(context.Context, []opencdc.Record) (int, error)
	apply    func(opencdc.Record) error
	upsert   func(key int64, value string) error
	remove   func(key int64) error
	opened   func()
	teardown func(context.Context) error
}

func newMemDestination(mutate func(*memDestination)) sdk.Destination {
	d := &memDestination{}
	d.destinationSteps = destinationSteps{
		write: d.writeAll, apply: d.applyOne,
		upsert: d.put, remove: d.drop,
		opened: func() {}, teardown: d.close,
	}
	mutate(d)
	return sdk.DestinationWithMiddleware(d)
}

func (d *memDestination) Config() sdk.DestinationConfig { return &d.config }

func (d *memDestination) Open(context.Context) (err error) {
	if d.sys, err = connect(d.config.Name); err != nil {
		return err
	}
	d.opened()
	return nil
}

func (d *memDestination) Write(
	ctx context.Context, records []opencdc.Record,
) (int, error) {
	return d.write(ctx, records)
}

func (d *memDestination) writeAll(
	_ context.Context, records []opencdc.Record,
) (int, error) {
	for i, rec := range records {
		if err := d.apply(rec); err != nil {
			return i, fmt.Errorf("record %d: %w", i, err)
		}
	}
	return len(records), nil
}

func (d *memDestination) applyOne(rec opencdc.Record) error {
	e, err := Fields{}.withDefaults().parse(context.Background(), rec)
	if err != nil {
		return err
	}
	switch e.op {
	case opencdc.OperationCreate, opencdc.OperationUpdate,
		opencdc.OperationSnapshot:
		if e.after == nil {
			return errors.New("there is no row in the payload")
		}
		return d.upsert(e.key, *e.after)
	case opencdc.OperationDelete:
		return d.remove(e.key)
	default:
		return fmt.Errorf("unknown operation %v", e.op)
	}
}

func (d *memDestination) put(key int64, value string) error {
	d.sys.mu.Lock()
	defer d.sys.mu.Unlock()
	if d.sys.refuse != "" && value == d.sys.refuse {
		return fmt.Errorf("the value %q is refused", value)
	}
	d.sys.rows[key] = value
	return nil
}

func (d *memDestination) drop(key int64) error {
	d.sys.mu.Lock()
	defer d.sys.mu.Unlock()
	delete(d.sys.rows, key)
	return nil
}

func (d *memDestination) Teardown(ctx context.Context) error {
	return d.teardown(ctx)
}

func (d *memDestination) close(context.Context) error {
	if d.sys != nil {
		d.sys.disconnect()
	}
	return nil
}
