package resisolation

import (
	"context"
	"fmt"
)

// #region good

// subscribe returns the slot to read.
func (s *good) subscribe(ctx context.Context) (string, error) {
	slot := "conduit_" + s.id // only this connector reads it
	_, err := s.conn.Exec(ctx, `
		SELECT pg_create_logical_replication_slot($1, 'test_decoding')
		WHERE NOT EXISTS (
			SELECT FROM pg_replication_slots WHERE slot_name = $1)`, slot)
	if err != nil {
		return "", fmt.Errorf("create slot %q: %w", slot, err)
	}
	return slot, nil
}

// #endregion good

type good struct{ base }
