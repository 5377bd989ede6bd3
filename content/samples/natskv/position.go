package natskv

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

const positionVersion = 1

// #region position

// position says how far the source has come. Snapshot and changes are one
// log, read in its order, so one revision is the progress of both.
type position struct {
	Version int    `json:"version"`
	Bucket  string `json:"bucket"`
	// Created is when the bucket was: another one of the same name begins to
	// count its revisions again.
	Created time.Time `json:"created"`
	// Revision is the last one that was delivered. Revisions never come back,
	// not even those of a bucket that was emptied.
	Revision uint64 `json:"revision"`
	// SnapshotTo is the last revision of the snapshot, as long as that is
	// under way. What is newer is a change.
	SnapshotTo uint64 `json:"snapshotTo,omitempty"`
	// Since is a time at the server. All that the position does not cover was
	// written later, so it is no older than this.
	Since time.Time `json:"since"`
}

// #endregion position

// parsePosition reads what encode wrote, and refuses everything else. Nil and
// empty both mean that nothing is stored yet.
func parsePosition(raw opencdc.Position) (*position, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	if head.Version != positionVersion {
		return nil, fmt.Errorf("position %q has version %d, this connector "+
			"reads version %d: run the connector version that wrote it",
			raw, head.Version, positionVersion)
	}
	var pos position
	if err := json.Unmarshal(raw, &pos); err != nil {
		return nil, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	if err := pos.validate(); err != nil {
		return nil, fmt.Errorf("position %q is damaged: %w", raw, err)
	}
	return &pos, nil
}

func (p position) validate() error {
	switch {
	case p.Bucket == "":
		return errors.New("bucket is missing")
	case p.Created.IsZero():
		return errors.New("created is missing")
	case p.Since.IsZero():
		return errors.New("since is missing")
	case p.Revision == 0:
		return errors.New("revision is missing")
	case p.SnapshotTo != 0 && p.Revision > p.SnapshotTo:
		return fmt.Errorf("revision %d is beyond the end of the snapshot, %d",
			p.Revision, p.SnapshotTo)
	}
	return nil
}

func (p position) encode() (opencdc.Position, error) {
	p.Version = positionVersion
	if err := p.validate(); err != nil {
		return nil, fmt.Errorf("encode position: %w", err)
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encode position: %w", err)
	}
	return raw, nil
}

// covered returns the revision after which everything is still to be read as
// a change.
func (p position) covered() uint64 { return max(p.Revision, p.SnapshotTo) }
