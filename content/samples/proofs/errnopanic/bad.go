package errnopanic

import "github.com/conduitio/conduit-commons/opencdc"

// Bad reads the same messages.
type Bad struct{ source }

// #region bad

func (Bad) key(fields map[string]any) (opencdc.Data, error) {
	return opencdc.RawData(fields["id"].(string)), nil
}

// #endregion bad
