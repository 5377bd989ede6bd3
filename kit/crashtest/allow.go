package crashtest

// Allow states what a source cannot do, by design. Everything is demanded that
// is not stated here, so each field that is set belongs into the README of the
// connector.
type Allow struct {
	// Again is how many records that the position covers may come again after
	// a restart: a position that names a page or a transaction allows as many
	// as that may hold. Records after the position come again in any case.
	Again int
	// SnapshotAgain: a restart during the snapshot begins it again.
	SnapshotAgain bool
	// Overlap: the snapshot may contain rows that were added behind its last
	// row after it began. Set it if the source reads in no order.
	Overlap bool
	// NoSnapshot: the source reads changes only.
	NoSnapshot bool
	// NoStart: the system cannot keep where the first start began. A row that
	// was delivered and deleted before the first position was stored stays
	// at the destination for ever.
	NoStart bool
	// NoBefore: updates and deletions have no image of the old row.
	NoBefore bool
	// NoDeletes: deletions go unnoticed.
	NoDeletes bool
	// LastState: not every change is delivered, but the last state of each
	// row, and a create may be called an update, as with polling.
	LastState bool
	// OneClient: the system lets in one client at a time. A kill that leaves
	// the connection of the abandoned source open is left out then.
	OneClient bool
}
