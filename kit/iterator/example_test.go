package iterator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/conduitio/conduit-commons/opencdc"

	"github.com/conduitio/conduit-connector-best-practices/kit/iterator"
)

// A source delivers the snapshot, then the changes; a restart goes on from the
// position that Conduit stored.
func ExampleStart() {
	ctx := context.Background()
	it, err := iterator.Start(ctx, names{}, nil, true)
	if err != nil {
		log.Fatal(err)
	}
	var stored opencdc.Position
	for range 2 {
		recs, err := it.NextN(ctx, 1)
		if err != nil {
			log.Fatal(err)
		}
		stored = recs[0].Position
		fmt.Println(recs[0].Operation, string(recs[0].Key.Bytes()))
	}
	if err := it.Teardown(ctx); err != nil {
		log.Fatal(err)
	}

	it, err = iterator.Start(ctx, names{}, stored, true)
	if err != nil {
		log.Fatal(err)
	}
	recs, err := it.NextN(ctx, 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("after a restart:", recs[0].Operation,
		string(recs[0].Key.Bytes()))
	if err := it.Teardown(ctx); err != nil {
		log.Fatal(err)
	}
	// Output:
	// snapshot ada
	// create grace
	// after a restart: create edsger
}

// names is a system with one row, and a log of two rows that were added.
type names struct{}

func (names) ID() string { return "names" }

func (names) LogStart(context.Context, bool) (string, error) {
	return "0", nil
}

func (names) Snapshot(
	_ context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	rows := []string{"ada"}
	if len(pos.Tables["names"].LastKey) > 0 {
		rows = nil
	}
	return &list{pos: pos, names: rows, end: iterator.ErrDone}, nil
}

func (names) Changes(
	_ context.Context, pos iterator.Position,
) (iterator.Iterator, error) {
	added := []string{"grace", "edsger"}
	var from int
	if _, err := fmt.Sscan(pos.ChangesAfter, &from); err != nil {
		return nil, err
	}
	pos.Mode = iterator.ModeChanges
	return &list{pos: pos, from: from, names: added[from:],
		end: errors.New("a real one would wait")}, nil
}

// list delivers names as records.
type list struct {
	pos   iterator.Position
	from  int
	names []string
	end   error
}

func (l *list) NextN(context.Context, int) ([]opencdc.Record, error) {
	if len(l.names) == 0 {
		return nil, l.end
	}
	rec := opencdc.Record{Key: opencdc.RawData(l.names[0])}
	if l.pos.Mode == iterator.ModeSnapshot {
		rec.Operation = opencdc.OperationSnapshot
		key, err := iterator.NewKey(l.names[0])
		if err != nil {
			return nil, err
		}
		l.pos.Tables = map[string]iterator.Progress{
			"names": {LastKey: key, UpperBound: key},
		}
	} else {
		rec.Operation = opencdc.OperationCreate
		l.from++
		l.pos.ChangesAfter = fmt.Sprint(l.from)
	}
	l.names = l.names[1:]
	var err error
	rec.Position, err = l.pos.Encode()
	return []opencdc.Record{rec}, err
}

func (l *list) Ack(context.Context, opencdc.Position) error { return nil }

func (l *list) Teardown(context.Context) error { return nil }
