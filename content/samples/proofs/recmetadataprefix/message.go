// Package recmetadataprefix proves the guideline REC-METADATA-PREFIX: with the
// headers of a message as metadata, its sender decides where a destination
// writes it, and whether it can.
package recmetadataprefix

import "time"

// #region prefix

// MetadataHeaderPrefix precedes the name of each header of a message.
const MetadataHeaderPrefix = "mysystem.header."

// #endregion prefix

// message is what the system delivers.
type message struct {
	topic   string
	at      time.Time
	headers map[string]string // of the sender's choice
}
