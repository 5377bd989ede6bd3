package recmetadataprefix

import "github.com/conduitio/conduit-commons/opencdc"

// Wrong on purpose: whoever names a header names metadata.

// #region bad

// badMetadata makes the metadata of a record.
func badMetadata(m message) opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection(m.topic)
	meta.SetCreatedAt(m.at)
	for name, value := range m.headers {
		meta[name] = value
	}
	return meta
}

// #endregion bad
