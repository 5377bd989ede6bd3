package cdctrackingnames

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// #region good

// goodSlot returns the name of the slot.
func goodSlot(ctx context.Context, configured string) (string, error) {
	if configured != "" {
		return configured, nil
	}
	id := sdk.ConnectorIDFromContext(ctx)
	if id == "" {
		return "", errors.New(`no connector ID: set "slot.name"`)
	}
	hash := sha256.Sum256([]byte(id)) // any ID becomes a legal name
	return "conduit_" + hex.EncodeToString(hash[:8]), nil
}

// #endregion good
