package postgres

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/conduitio/conduit-commons/opencdc"
	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/jackc/pglogrepl"
)

// change turns an INSERT, UPDATE or DELETE into records.
func (c *changeIterator) change(
	ctx context.Context, lsn pglogrepl.LSN, parsed pglogrepl.Message,
) error {
	switch m := parsed.(type) {
	case *pglogrepl.InsertMessage:
		t := c.relations[m.RelationID]
		if t == nil {
			return nil
		}
		after, err := rowOf(t, m.Tuple)
		if err != nil {
			return err
		}
		return c.create(ctx, lsn, t, after)
	case *pglogrepl.UpdateMessage:
		t := c.relations[m.RelationID]
		if t == nil {
			return nil
		}
		return c.update(ctx, lsn, t, m)
	case *pglogrepl.DeleteMessage:
		t := c.relations[m.RelationID]
		if t == nil {
			return nil
		}
		before, err := rowOf(t, m.OldTuple)
		if err != nil {
			return err
		}
		full := m.OldTupleType == pglogrepl.DeleteMessageTupleTypeOld
		return c.delete(ctx, lsn, t, before, full)
	case *pglogrepl.TypeMessage, *pglogrepl.OriginMessage,
		*pglogrepl.LogicalDecodingMessage:
		return nil // nothing that changes a row
	default:
		// A kind that this code does not know may well change rows.
		return fmt.Errorf("the change log has a %T, which this connector "+
			"does not know", m)
	}
}

// update makes an update, or, if the key has changed, a delete and a create:
// a destination finds a row by its key.
func (c *changeIterator) update(
	ctx context.Context, lsn pglogrepl.LSN, t *table,
	m *pglogrepl.UpdateMessage,
) error {
	after, err := rowOf(t, m.NewTuple)
	if err != nil {
		return err
	}
	if m.OldTuple == nil {
		return c.emitUpdate(ctx, lsn, t, nil, after)
	}
	before, err := rowOf(t, m.OldTuple)
	if err != nil {
		return err
	}
	full := m.OldTupleType == pglogrepl.UpdateMessageTupleTypeOld
	fillUnchanged(t, before, after, full)
	// #region key-change

	switch {
	case !sameKey(t, before, after):
		if err := c.delete(ctx, lsn, t, before, full); err != nil {
			return err
		}
		if err := c.lookUp(ctx, t, after); err != nil {
			return err
		}
		return c.create(ctx, lsn, t, after)
	case full:
		return c.emitUpdate(ctx, lsn, t, before, after)
	default:
		return c.emitUpdate(ctx, lsn, t, nil, after)
	}

	// #endregion key-change
}

// #region toast

// fillUnchanged completes a row after an update. PostgreSQL stores large values
// apart from their row ("TOAST") and does not send one that an update left as
// it was. It looks like a NULL to those who do not ask.
//
// With REPLICA IDENTITY FULL the row before the update has the value. Without,
// only the key is sent, and the field is left out of the record: a destination
// that writes the fields of a record leaves the rest of the row alone.
func fillUnchanged(t *table, before, after row, full bool) {
	keys := t.keyNames()
	for i, c := range t.columns {
		if after[i].unchanged && (full || slices.Contains(keys, c.name)) {
			after[i] = before[i]
		}
	}
}

// #endregion toast

func sameKey(t *table, before, after row) bool {
	return slices.EqualFunc(t.keyTexts(before), t.keyTexts(after),
		func(a, b any) bool { return a == b })
}

// rowOf returns the cells of a tuple.
func rowOf(t *table, tuple *pglogrepl.TupleData) (row, error) {
	if tuple == nil || len(tuple.Columns) != len(t.columns) {
		return nil, fmt.Errorf("table %q: a row does not fit the definition "+
			"that came before it", t.name)
	}
	r := make(row, len(t.columns))
	for i, c := range tuple.Columns {
		switch c.DataType {
		case pglogrepl.TupleDataTypeText:
			r[i].text = bytes.Clone(c.Data)
			if r[i].text == nil { // an empty text is no NULL
				r[i].text = []byte{}
			}
		case pglogrepl.TupleDataTypeToast:
			r[i].unchanged = true
		case pglogrepl.TupleDataTypeNull:
		default:
			return nil, fmt.Errorf("table %q, column %q: unknown kind of "+
				"value %q", t.name, t.columns[i].name, c.DataType)
		}
	}
	return r, nil
}

func (c *changeIterator) create(
	ctx context.Context, lsn pglogrepl.LSN, t *table, after row,
) error {
	return c.emit(ctx, lsn, t, after, after,
		func(meta opencdc.Metadata, key opencdc.StructuredData,
		) (opencdc.Record, error) {
			payload, err := t.payload(after)
			return sdk.Util.Source.NewRecordCreate(
				nil, meta, key, payload), err
		})
}

func (c *changeIterator) emitUpdate(
	ctx context.Context, lsn pglogrepl.LSN, t *table, before, after row,
) error {
	return c.emit(ctx, lsn, t, after, after,
		func(meta opencdc.Metadata, key opencdc.StructuredData,
		) (opencdc.Record, error) {
			var old opencdc.Data // nil if the row before is not known
			if before != nil {
				data, err := t.payload(before)
				if err != nil {
					return opencdc.Record{}, err
				}
				old = data
			}
			payload, err := t.payload(after)
			return sdk.Util.Source.NewRecordUpdate(
				nil, meta, key, old, payload), err
		})
}

// delete has a payload only if the whole row is known.
func (c *changeIterator) delete(
	ctx context.Context, lsn pglogrepl.LSN, t *table, before row, full bool,
) error {
	var described row
	if full {
		described = before
	}
	return c.emit(ctx, lsn, t, before, described,
		func(meta opencdc.Metadata, key opencdc.StructuredData,
		) (opencdc.Record, error) {
			var old opencdc.Data
			if full {
				data, err := t.payload(before)
				if err != nil {
					return opencdc.Record{}, err
				}
				old = data
			}
			return sdk.Util.Source.NewRecordDelete(nil, meta, key, old), nil
		})
}

// emit adds a record to the transaction, unless it was acknowledged before the
// last restart. The payload, if there is one, gets the schema of a row.
func (c *changeIterator) emit(
	ctx context.Context, lsn pglogrepl.LSN, t *table,
	identified, described row,
	build func(
		opencdc.Metadata, opencdc.StructuredData,
	) (opencdc.Record, error),
) error {
	at := c.tx.next(lsn)
	if c.acknowledged(at) {
		return nil
	}
	key, err := t.keyOf(identified)
	if err != nil {
		return err
	}
	// A map of its own for each record: the SDK writes into it.
	meta := opencdc.Metadata{}
	meta.SetCollection(t.name)
	meta.SetCreatedAt(c.tx.at)
	if err := c.schemas.attachKey(ctx, t, meta); err != nil {
		return err
	}
	if described != nil {
		err := c.schemas.attachPayload(ctx, t, t.missing(described), meta)
		if err != nil {
			return err
		}
	}
	rec, err := build(meta, key)
	if err != nil {
		return err
	}
	if rec.Position, err = encodePosition(c.system, at); err != nil {
		return err
	}
	c.buffer = append(c.buffer, c.tx.add(rec)...)
	return nil
}

// #region acknowledged

// acknowledged tells whether a record lies before the position of the start.
// The server sends a transaction that was interrupted once more from its
// beginning.
func (c *changeIterator) acknowledged(at logPosition) bool {
	if at.lsn != c.after.lsn || !c.after.inside() {
		return at.lsn < c.after.lsn
	}
	if at.change != c.after.change {
		return at.change < c.after.change
	}
	return at.number <= c.after.number
}

// #endregion acknowledged
