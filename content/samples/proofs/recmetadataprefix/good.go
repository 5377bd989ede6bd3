package recmetadataprefix

import "github.com/conduitio/conduit-commons/opencdc"

// #region good

// goodMetadata makes the metadata of a record.
func goodMetadata(m message) opencdc.Metadata {
	meta := opencdc.Metadata{}
	meta.SetCollection(m.topic)
	meta.SetCreatedAt(m.at)
	for name, value := range m.headers {
		meta[MetadataHeaderPrefix+name] = value
	}
	return meta
}

// #endregion good
