// Package lifeevents is the proof of LIFE-EVENTS: a source that cleans up with
// the settings of the event, and one that uses those of its Config.
package lifeevents

import (
	"context"

	"github.com/conduitio/conduit-commons/config"
	sdk "github.com/conduitio/conduit-connector-sdk"
)

// Good reads a replication slot.
type Good struct{ source }

// #region good

// LifecycleOnDeleted drops the slot that Open created.
func (s *Good) LifecycleOnDeleted(
	ctx context.Context, settings config.Config,
) error {
	var deleted Config
	err := sdk.Util.ParseConfig(
		ctx, settings, &deleted, specification().SourceParams)
	if err != nil {
		return err
	}
	return s.server.dropSlot(ctx, deleted.Database, deleted.Slot)
}

// #endregion good
