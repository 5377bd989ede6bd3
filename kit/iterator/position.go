package iterator

import (
	"encoding/json"
	"fmt"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Version is the format that this code writes and the only one it reads.
const Version = 1

// Mode is the phase that a position was written in. Names survive a reordering
// of the code, and read well in a log; numbers do neither.
type Mode string

const (
	ModeSnapshot Mode = "snapshot"
	ModeChanges  Mode = "changes"
)

// #region position

// Position says how far a source has come. Conduit stores only the last
// acknowledged one, so each position holds everything needed to go on from it.
type Position struct {
	Version int `json:"version"`
	// System identifies the database, cluster or account that was read.
	System string `json:"system"`
	Mode   Mode   `json:"mode"`
	// ChangesAfter is the point in the change log that reading continues
	// after. A snapshot fixes it before it reads its first row and carries it
	// in every position, so that no restart can move it forward.
	ChangesAfter string `json:"changesAfter"`
	// Tables is the progress of all tables, also of those not yet begun.
	Tables map[string]Progress `json:"tables,omitempty"`
}

// #region progress

// Progress is how far the snapshot of one table has come.
type Progress struct {
	// LastKey is the key of the last row delivered. It is missing, not zero,
	// before the first one: zero is a legal key.
	LastKey Key `json:"lastKey,omitempty"`
	// UpperBound is the greatest key at the start of the snapshot. It is
	// missing if the table was empty.
	UpperBound Key `json:"upperBound,omitempty"`
	// Done says that no row is left, even if UpperBound was deleted meanwhile.
	Done bool `json:"done,omitempty"`
}

// #endregion progress

// #endregion position

// #region parse

// ParsePosition reads what Encode wrote. It refuses what it does not fully
// understand: guessing costs records, an error costs a look at the log.
func ParsePosition(raw opencdc.Position) (Position, error) {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return Position{}, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	if head.Version != Version {
		return Position{}, fmt.Errorf(
			"position %q has version %d, this connector reads version %d: "+
				"run the connector version that wrote it",
			raw, head.Version, Version)
	}

	var pos Position
	if err := json.Unmarshal(raw, &pos); err != nil {
		return Position{}, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	if err := pos.validate(); err != nil {
		return Position{}, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	return pos, nil
}

// #endregion parse

// #region encode

// Encode returns the form of the position that goes into a record.
func (p Position) Encode() (opencdc.Position, error) {
	p.Version = Version
	if err := p.validate(); err != nil {
		return nil, fmt.Errorf("encode position: %w", err)
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encode position: %w", err)
	}
	return raw, nil
}

// #endregion encode

func (p Position) validate() error {
	switch p.Mode {
	case ModeSnapshot, ModeChanges:
	default:
		return fmt.Errorf("unknown mode %q", p.Mode)
	}
	if p.System == "" {
		return fmt.Errorf("system is missing")
	}
	if p.ChangesAfter == "" {
		return fmt.Errorf("changesAfter is missing")
	}
	for name, t := range p.Tables {
		if err := t.validate(); err != nil {
			return fmt.Errorf("table %q: %w", name, err)
		}
	}
	return nil
}

func (p Progress) validate() error {
	if len(p.LastKey) > 0 && len(p.LastKey) != len(p.UpperBound) {
		return fmt.Errorf("lastKey has %d columns, upperBound %d",
			len(p.LastKey), len(p.UpperBound))
	}
	for _, key := range []Key{p.LastKey, p.UpperBound} {
		if err := key.validate(); err != nil {
			return err
		}
	}
	return nil
}
